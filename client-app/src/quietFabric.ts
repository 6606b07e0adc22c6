// Fabric's libraries read this once, when they are loaded; below ERROR they print several lines for each process.
process.env['CORE_CHAINCODE_LOGGING_LEVEL'] ??= 'ERROR';

const drop = (): void => undefined;

// The client libraries take their logger from here. Theirs prints every attempt to reach a node that is away; what matters of
// it reaches the caller as an error.
if (process.env['HFC_LOGGING'] === undefined) {
  Object.assign(globalThis, { hfc: { logger: { debug: drop, info: drop, warn: drop, error: drop } } });
}
