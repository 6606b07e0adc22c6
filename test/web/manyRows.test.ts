import { expect } from 'chai';
import type { Route } from 'playwright-core';
import { onStage } from './stage';

const ROWS = 10_000;
const PAGE = 200;
/** Half of the frames come faster, on a machine that does other things as well: slower ones are felt to stick. */
const MEDIAN_FRAME_MS = 50;
const MOST_ROWS_DRAWN = 120;
/** Scrolling through all of it, on a machine that does other things as well. */
const MOST_MS = 90_000;

/** The page of a list of ten thousand receivables that begins after a row. */
function pageAfter(after: number): object {
  const items = Array.from({ length: PAGE }, (_row, index) => {
    const number = after + index + 1;
    return {
      receivable: `MANY-${String(Math.ceil(number / 25)).padStart(4, '0')}-${String(((number - 1) % 25) + 1).padStart(2, '0')}`,
      program: 'DEMO-CNY',
      creditor: 'SUP-01',
      debtor: 'CORE-01',
      document: `M-${String(number).padStart(5, '0')}`,
      faceMinor: String(100_000 + number),
      outstandingMinor: String(100_000 + number),
      receivedMinor: '0',
      paidMinor: '0',
      deliveryDate: '2026-02-20',
      dueDate: '2026-08-24',
      payDate: null,
      status: 'SUBMITTED',
      incomplete: false,
    };
  });
  return { items, next: after + PAGE < ROWS ? String(after + PAGE) : null };
}

describe('a list of ten thousand receivables', () => {
  const stage = onStage();

  it('is read part after part while one scrolls, stays smooth, and draws what is seen alone', async () => {
    const { browsers, served } = stage();
    const reader = await browsers.as(served.address, 'maker@CORE-01');
    const { page } = reader;
    await page.route('**/api/v1/programs/*/receivables?**', (route: Route) =>
      route.fulfill({ json: pageAfter(Number(new URL(route.request().url()).searchParams.get('after') ?? 0)) }),
    );
    await reader.opens('/payables?status=SUBMITTED');
    await reader.sees('M-00001');
    await page.evaluate(`globalThis.frames = []; let last = performance.now();
      const look = (now) => { globalThis.frames.push(now - last); last = now; requestAnimationFrame(look); };
      requestAnimationFrame(look); null`);
    await page.locator('.wide').hover();
    const last = page.getByText('M-10000');
    const endMs = Date.now() + MOST_MS;
    let isReached = false;
    while (!isReached && Date.now() < endMs) {
      await page.mouse.wheel(0, 6_000);
      await page.waitForTimeout(20);
      isReached = (await last.count()) > 0;
    }
    expect(isReached, 'the last row').to.equal(true);
    expect(await page.locator('.wide .ant-table-row').count()).to.be.below(MOST_ROWS_DRAWN);
    const frames = (await page.evaluate<number[]>('globalThis.frames')).sort((a, b) => a - b);
    expect(frames[Math.floor(frames.length / 2)]).to.be.below(MEDIAN_FRAME_MS);
    await reader.close();
  });
});
