import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { dropFolders, newFolder, openConformance } from '../support/embeddedFixture';
import { put, get } from '../support/script';
import { refusal } from '../conformance/fixture';
import { Child } from './child';
import { results, run } from './people';

describe('the directory of an embedded ledger', function () {
  this.timeout(30_000);
  after(dropFolders);

  it('is refused to a second process, which is told who holds it', async () => {
    const directory = await newFolder();
    const host = await openConformance(directory);
    const child = new Child('opener', directory);
    expect(await child.ended()).to.equal(0);
    const { code, details } = JSON.parse(child.lines()[0] ?? '') as { code: string; details: Record<string, string> };
    expect(code).to.equal('UNAVAILABLE');
    expect(details).to.include({ reason: 'HELD', heldBy: process.pid });
    expect(details['command']).to.contain('mocha');
    expect(Date.parse(details['since'] ?? '')).to.be.closeTo(Date.now(), 30_000);
    await run(host, [put('k', 'still working')]);
    await host.close();
  });

  it('is refused to the same process a second time', async () => {
    const directory = await newFolder();
    const host = await openConformance(directory);
    const fault = await refusal(openConformance(directory), 'UNAVAILABLE');
    expect(fault.details['heldBy']).to.equal(process.pid);
    await host.close();
  });

  it('is free again after close, and what was committed is there', async () => {
    const directory = await newFolder();
    const host = await openConformance(directory);
    await run(host, [put('k', 'v')]);
    await host.close();
    const child = new Child('opener', directory);
    expect(await child.ended()).to.equal(0);
    expect(child.lines()).to.deep.equal(['OPENED']);
    const again = await openConformance(directory);
    expect(await results(again, [get('k')])).to.deep.equal(['v']);
    await again.close();
  });

  it('is not refused because of a note that a killed process left', async () => {
    const directory = await newFolder();
    await writeFile(join(directory, 'holder.json'), JSON.stringify({ heldBy: 1, command: 'init', since: '2020-01-01T00:00:00.000Z' }));
    await (await openConformance(directory)).close();
  });
});
