/** Google's own reader and writer of Protocol Buffers, as far as they are used here: the package brings no declarations. */
declare module 'google-protobuf' {
  export class BinaryWriter {
    writeString(field: number, value: string): void;
    writeBytes(field: number, value: Uint8Array): void;
    writeEnum(field: number, value: number): void;
    getResultBuffer(): Uint8Array;
  }
  export class BinaryReader {
    constructor(bytes: Uint8Array);
    nextField(): boolean;
    getFieldNumber(): number;
    readBytes(): Uint8Array;
    skipField(): void;
  }
}

/** The loggers of the shim, each known by its name from its first use. */
declare module 'fabric-shim/lib/logger' {
  export function getLogger(name: string): {
    isLevelEnabled(level: string): boolean;
    debug(...message: readonly unknown[]): void;
    info(...message: readonly unknown[]): void;
  };
}
