import { join } from 'node:path';
import { applicationFolder, type ApplicationFolder } from '@tierline/client-app/dist/adapters/fabric/applicationFolder';
import { ORDERER_MSP } from './nodes';

/** A node's own certificate and key for TLS, PEM files. */
export interface TlsFiles {
  readonly certificate: string;
  readonly key: string;
}

/** Where a node's files lie. */
export interface NodeFolder {
  /** Holds the node's configuration file: FABRIC_CFG_PATH. */
  readonly folder: string;
  readonly msp: string;
  readonly tls: TlsFiles;
  /** What the node writes: blocks, states, indexes. */
  readonly data: string;
}

/** Where the files of one network lie: all below one folder that git never sees. */
export class Layout {
  constructor(readonly directory: string) {}

  /** The network as it is now: the file that it was made from, and what was added since. */
  get networkFile(): string {
    return this.#at('network.yaml');
  }

  get channelBlock(): string {
    return this.#at('channel.block');
  }

  get logs(): string {
    return this.#at('logs');
  }

  /** A note for each process that was started. */
  get run(): string {
    return this.#at('run');
  }

  get collections(): string {
    return this.#at('collections.json');
  }

  get configtx(): string {
    return this.#at('configtx.yaml');
  }

  /** For the `peer` program where it is a client. */
  get client(): string {
    return this.#at('client');
  }

  #at(...names: readonly string[]): string {
    return join(this.directory, ...names);
  }

  organisation(msp: string): string {
    return this.#at('organisations', msp);
  }

  /** Public: roots, and which organisational unit is which kind of node. */
  mspOf(msp: string): string {
    return join(this.organisation(msp), 'msp');
  }

  /** The home of the organisation's certificate authority. */
  authorityOf(msp: string): string {
    return join(this.organisation(msp), 'authority');
  }

  /** The root of the organisation's certificate authority, PEM. */
  rootOf(msp: string): string {
    return join(this.authorityOf(msp), 'ca-cert.pem');
  }

  /** The MSP folder of the organisation's administrator. */
  adminOf(msp: string): string {
    return join(this.organisation(msp), 'admin');
  }

  peerOf(msp: string): NodeFolder {
    return nodeFolder(join(this.organisation(msp), 'peer'));
  }

  ordererOf(name: string): NodeFolder {
    return nodeFolder(join(this.organisation(ORDERER_MSP), name));
  }

  /** The organisation's chaincode service: its certificate towards the peer, and the peer's towards it. */
  chaincodeOf(msp: string): { readonly server: TlsFiles; readonly client: TlsFiles; readonly folder: string } {
    const folder = join(this.organisation(msp), 'chaincode');
    return { folder, server: tlsFiles(join(folder, 'server')), client: tlsFiles(join(folder, 'client')) };
  }

  /** The compiled contracts of one build, as every organisation runs them. */
  contractsOf(label: string): string {
    return this.#at('contracts', label);
  }

  /** What is known of a chaincode's builds. */
  deployedOf(chaincode: string): string {
    return this.#at(`deployed-${chaincode}.json`);
  }

  /** What the organisation's application knows and keeps. */
  application(msp: string): ApplicationFolder {
    return applicationFolder(this.directory, msp);
  }

  logOf(node: string): string {
    return join(this.logs, `${node}.log`);
  }
}

function nodeFolder(folder: string): NodeFolder {
  return { folder, msp: join(folder, 'msp'), tls: tlsFiles(join(folder, 'tls')), data: join(folder, 'data') };
}

function tlsFiles(folder: string): TlsFiles {
  return { certificate: join(folder, 'certificate.pem'), key: join(folder, 'key.pem') };
}
