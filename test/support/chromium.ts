import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { source as axe } from 'axe-core';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';

/** Where Debian's package puts Chromium. */
export const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
/** Where screenshots are kept for people to look at. */
const SHOTS = join(__dirname, '../../../test/web/shots');

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** How a reader reads. */
export interface Reading {
  /** Pixels; a desk by default. */
  readonly width?: number;
  readonly language?: 'en' | 'zh';
  readonly appearance?: 'light' | 'dark';
  /** The page that is wanted first. */
  readonly path?: string;
}

const DESK = 1_440;
const DESK_HEIGHT = 900;
const PHONE_HEIGHT = 760;

/** One Chromium for all tests of a file. */
export class Browsers {
  private constructor(private readonly browser: Browser) {}

  /** Whether there is a Chromium on this machine. */
  static get areThere(): boolean {
    return existsSync(CHROMIUM);
  }

  static async start(): Promise<Browsers> {
    mkdirSync(SHOTS, { recursive: true });
    return new Browsers(await chromium.launch({ executablePath: CHROMIUM, args: FLAGS }));
  }

  end(): Promise<void> {
    return this.browser.close();
  }

  /** A browser of its own, nobody signed in. */
  async fresh(address: string, { width = DESK, language = 'en', appearance = 'light' }: Reading = {}): Promise<Reader> {
    const context = await this.browser.newContext({
      baseURL: address,
      viewport: { width, height: width === DESK ? DESK_HEIGHT : PHONE_HEIGHT },
      acceptDownloads: true,
    });
    await context.addInitScript(`localStorage.setItem('tierline.language', '${language}');
      localStorage.setItem('tierline.appearance', '${appearance}');`);
    return new Reader(context, await context.newPage());
  }

  /** A browser of its own in which somebody is signed in as in another one, and nothing else is kept. */
  async again(address: string, signedIn: BrowserContext): Promise<Reader> {
    const viewport = { width: DESK, height: DESK_HEIGHT };
    const context = await this.browser.newContext({ baseURL: address, viewport, storageState: await signedIn.storageState() });
    return new Reader(context, await context.newPage());
  }

  /** A person who has signed in, from the page that he wanted to that page. */
  async as(address: string, user: string, reading: Reading = {}): Promise<Reader> {
    const reader = await this.fresh(address, reading);
    await reader.page.goto(reading.path ?? '/');
    await reader.signIn(user);
    return reader;
  }
}

/** Somebody at a browser. */
export class Reader {
  /** What the page's scripts threw. */
  readonly thrown: string[] = [];
  /** Clicks since {@link count} began. */
  clicks = 0;

  constructor(
    readonly context: BrowserContext,
    readonly page: Page,
  ) {
    page.on('pageerror', (error) => this.thrown.push(error.message));
  }

  /** Signs in at the development issuer. */
  async signIn(user: string): Promise<void> {
    await this.page.locator('a.enter, a.button[href^="/signin"]').first().click();
    await this.page.getByRole('link', { name: user, exact: true }).click();
    await this.page.locator('.shell').waitFor();
  }

  /** Clicks, and counts it as a step of the way. */
  async step(name: string | RegExp, role: 'button' | 'link' = 'button'): Promise<void> {
    this.clicks += 1;
    await this.page.getByRole(role, { name }).first().click();
  }

  /** Waits until a text is shown. */
  async sees(text: string | RegExp): Promise<void> {
    await this.page.getByText(text).first().waitFor({ timeout: 15_000 });
  }

  /** The whole text of the page's content. */
  text(): Promise<string> {
    return this.page.locator('#content').innerText();
  }

  /** Opens a page and waits until nothing is being read any more. */
  async opens(path: string): Promise<void> {
    await this.page.goto(path);
    await this.page.locator('#content').waitFor();
    await this.settled();
  }

  /** Waits until nothing on the page is being read any more. */
  async settled(): Promise<void> {
    const waiting = this.page.locator('.loading');
    while ((await waiting.count()) > 0) await waiting.first().waitFor({ state: 'detached', timeout: 15_000 });
  }

  /** Changes how the page looks, without reading it anew. */
  async dresses(appearance: 'light' | 'dark'): Promise<void> {
    await this.page.evaluate(`localStorage.setItem('tierline.appearance', '${appearance}');
      dispatchEvent(new Event('tierline:appearance'));`);
    await this.page.locator(`html[data-theme="${appearance}"]`).waitFor();
    await this.still();
  }

  /** Waits until nothing moves any more, and no colours fade into each other. */
  async still(): Promise<void> {
    await this.page.evaluate(`Promise.allSettled(document.getAnimations()
      .filter(({ effect }) => effect.getComputedTiming().endTime !== Infinity)
      .map(({ finished }) => finished)).then(() => null)`);
  }

  async shot(name: string): Promise<void> {
    await this.page.screenshot({ path: join(SHOTS, `${name}.png`) });
  }

  /** How far the page is wider than the screen, pixels. */
  tooWide(): Promise<number> {
    return this.page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
  }

  /** Bytes of script that crossed the wire for the page that is shown. */
  scriptBytes(): Promise<number> {
    return this.page.evaluate(`performance.getEntriesByType('resource')
      .filter(({ name }) => name.endsWith('.js')).reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0)`);
  }

  /** What hinders readers who need help, serious or worse: rule, and where. @param part of the page, as behind a dialogue colours are dimmed */
  async hindrances(part = 'html'): Promise<readonly string[]> {
    await this.page.evaluate(axe);
    return this.page.evaluate<string[]>(
      `axe.run(${JSON.stringify(part)}, { resultTypes: ['violations'] }).then(({ violations }) => violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .map(({ id, nodes }) => id + ': ' + nodes.slice(0, 3).map(({ target }) => target.join(' ')).join(', ')))`,
    );
  }

  close(): Promise<void> {
    return this.context.close();
  }
}
