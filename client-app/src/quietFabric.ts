// Fabric's libraries read this once, when they are loaded; below ERROR they print several lines for each process.
process.env['CORE_CHAINCODE_LOGGING_LEVEL'] ??= 'ERROR';
