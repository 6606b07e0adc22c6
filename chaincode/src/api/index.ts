export * from '../domain/fault';
export * from '../domain/endorsement';
export * from './collections';
