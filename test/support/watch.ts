/** One message of the server: what changed in a block. */
export interface WatchedEvent {
  readonly block: number;
  readonly kinds: readonly string[];
  readonly ids: readonly string[];
}

/** A watcher of server-sent events. */
export interface Watch {
  readonly events: readonly WatchedEvent[];
  /** The first event, past or to come, that is meant; null when the stream ends before, or none comes in half a minute. */
  until(isMeant: (event: WatchedEvent) => boolean): Promise<WatchedEvent | null>;
  end(): void;
}

const PATIENCE_MS = 30_000;
const LOOK_MS = 10;

/** Watches an address. */
export async function watch(address: string, headers: Readonly<Record<string, string>>): Promise<Watch> {
  const over = new AbortController();
  const response = await fetch(address, { headers, signal: over.signal });
  if (response.status !== 200 || response.body === null) throw new Error(`nothing to watch: ${response.status}`);
  const events: WatchedEvent[] = [];
  let isOver = false;
  void read(response.body, events)
    .catch(() => undefined)
    .finally(() => (isOver = true));
  return {
    events,
    until: async (isMeant) => {
      for (const end = Date.now() + PATIENCE_MS; Date.now() < end;) {
        const found = events.find(isMeant);
        if (found !== undefined) return found;
        if (isOver) return null;
        await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
      }
      return null;
    },
    end: () => over.abort(),
  };
}

async function read(body: ReadableStream<Uint8Array>, events: WatchedEvent[]): Promise<void> {
  let text = '';
  const decoder = new TextDecoder();
  for await (const chunk of body) {
    text += decoder.decode(chunk, { stream: true });
    const messages = text.split('\n\n');
    text = messages.pop() ?? '';
    for (const message of messages) {
      const data = message.split('\n').find((line) => line.startsWith('data: '));
      if (data !== undefined) events.push(eventOf(data.slice('data: '.length)));
    }
  }
}

function eventOf(data: string): WatchedEvent {
  const { block, changes } = JSON.parse(data) as {
    readonly block: number;
    readonly changes: readonly { readonly kind: string; readonly id: string }[];
  };
  return { block, kinds: changes.map(({ kind }) => kind), ids: changes.map(({ id }) => id) };
}
