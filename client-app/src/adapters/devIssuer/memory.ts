import type { Adapter, AdapterPayload } from 'oidc-provider';

/** Entries of one kind, at most. */
const MOST = 2_000;
/** Seconds that an entry lives which names no end. */
const LIFE_SECONDS = 3_600;

interface Entry {
  readonly payload: AdapterPayload;
  readonly endsMs: number;
}

/** What the development issuer remembers of one kind: in memory, with an end for each entry, and the oldest left when there are too many. */
export class Memory implements Adapter {
  readonly #entries = new Map<string, Entry>();

  async upsert(id: string, payload: AdapterPayload, expiresIn = LIFE_SECONDS): Promise<void> {
    this.#entries.delete(id);
    this.#entries.set(id, { payload, endsMs: Date.now() + expiresIn * 1000 });
    for (const oldest of this.#entries.keys()) {
      if (this.#entries.size <= MOST) break;
      this.#entries.delete(oldest);
    }
  }

  async find(id: string): Promise<AdapterPayload | undefined> {
    const entry = this.#entries.get(id);
    return entry !== undefined && Date.now() < entry.endsMs ? entry.payload : undefined;
  }

  async findByUid(uid: string): Promise<AdapterPayload | undefined> {
    return this.#first((payload) => payload.uid === uid);
  }

  async findByUserCode(userCode: string): Promise<AdapterPayload | undefined> {
    return this.#first((payload) => payload.userCode === userCode);
  }

  async consume(id: string): Promise<void> {
    const entry = this.#entries.get(id);
    if (entry !== undefined) this.#entries.set(id, { ...entry, payload: { ...entry.payload, consumed: Math.floor(Date.now() / 1000) } });
  }

  async destroy(id: string): Promise<void> {
    this.#entries.delete(id);
  }

  async revokeByGrantId(grantId: string): Promise<void> {
    for (const [id, { payload }] of this.#entries) if (payload.grantId === grantId) this.#entries.delete(id);
  }

  #first(isMeant: (payload: AdapterPayload) => boolean): AdapterPayload | undefined {
    const now = Date.now();
    return [...this.#entries.values()].find(({ payload, endsMs }) => now < endsMs && isMeant(payload))?.payload;
  }
}
