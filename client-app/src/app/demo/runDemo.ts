import { businessDate, exponentOf, Fault, type NetworkDefinition, type ProgramMembers } from '@tierline/chaincode/api';
import type { Calendars } from '../../ports/calendars';
import { audit } from '../audit/audit';
import { createProgram, foundNetwork, onboardCompanies, ownCompany } from '../founding';
import type { ImportedFile } from '../import/importedFile';
import type { OwnParty } from '../import/parties';
import { schedulePrefix } from '../importing/importFile';
import { offsetTo } from '../openingProgram';
import { explain } from '../messages';
import type { FileReport } from '../importing/importReport';
import { partiesOfFile, type FileParties } from '../importing/partiesOfFile';
import type { OwnedDocument } from '../importing/submitDocuments';
import type { Sessions } from '../session';
import { castTiers } from './cast';
import type { DemoReport } from './demoReport';
import { lifeByCurrency } from './life';
import { Mischief } from './mischief';
import { DemoKeys, type MakeSigner } from './demoKeys';
import { membersFor, ProgramPlay, type Played } from './playProgram';
import { Stage, type Progress } from './stage';

/** Deepest tier of a demonstration's programs. */
const MAX_TIER = 4;
const MINUTE_MS = 60_000;
const DAY_MINUTES = 1_440;
const NOON_MINUTES = 720;

/** The id of the program in which a demonstration plays a currency. */
export const demoProgram = (currency: string): string => `DEMO-${currency}`;

/** The network with these programs; those that it lacks are like its first one. */
export function networkWith(network: NetworkDefinition, programs: readonly string[]): NetworkDefinition {
  const [like] = network.programs;
  if (like === undefined) throw new Fault('CONDITION_UNMET', { condition: 'network-has-a-program' });
  const known = new Set(network.programs.map(({ id }) => id));
  const more = programs.filter((id) => !known.has(id)).map((id): ProgramMembers => ({ ...like, id }));
  return { ...network, programs: [...network.programs, ...more] };
}

/** What a demonstration works with. */
export interface DemoSetting {
  readonly sessions: Sessions;
  readonly calendars: Calendars;
  readonly imported: ImportedFile;
  readonly progress: Progress;
  /** Milliseconds since 1970 UTC. */
  readonly nowMs: number;
  /** Has the people of the first program sign what they decide; absent where nobody signs. */
  readonly makeSigner?: MakeSigner;
}

/** Carries a file through the whole life on a fresh ledger: from the founding of the network to the audit. @throws Fault */
export async function runDemo(setting: DemoSetting): Promise<DemoReport> {
  const { sessions, imported, progress } = setting;
  await foundNetwork(sessions);
  progress(`network founded: ${sessions.network.organisations.map(({ name }) => name).join(', ')}`);
  const parties = await onboardParties(setting);
  const played: Played[] = [];
  let mischief: Mischief | null = null;
  for (const { currency } of imported.totals) {
    const owned = imported.documents
      .filter((document) => document.currency === currency)
      .map((document): OwnedDocument => ({
        document,
        creditor: parties.idOf.get(document.creditor) ?? '',
        debtor: parties.idOf.get(document.debtor) ?? '',
      }));
    const firstDay = ProgramPlay.firstDay(owned);
    if (firstDay === null) continue;
    const keys = new DemoKeys(sessions, mischief === null ? (setting.makeSigner ?? null) : null);
    const stage = await openStage(setting, currency, firstDay, keys);
    const cast = await castTiers(sessions, stage.members.host, MAX_TIER);
    const own: Mischief | null = mischief === null ? new Mischief(stage) : null;
    mischief ??= own;
    const result = await new ProgramPlay(stage, cast, schedulePrefix(imported.digest), own).play(owned);
    await keys.end();
    played.push(result);
  }
  progress('everything is paid; auditing');
  return report(setting, played, mischief);
}

async function onboardParties({ sessions, imported, progress }: DemoSetting): Promise<FileParties> {
  const members = membersFor(sessions.network.programs, demoProgram(imported.totals[0]?.currency ?? 'CNY'));
  const operator = sessions.network.organisations.find(({ msp }) => msp === members.host);
  const { books } = await sessions.as(`maker@${ownCompany(operator ?? { name: '' })}`);
  const parties = partiesOfFile(
    imported,
    (await books.all('COMPANY')).map(({ record }) => record),
    members,
  );
  await onboardCompanies(sessions, parties.proposed);
  progress(
    `${imported.file}: ${imported.read} rows read, ${imported.documents.length} documents, ${parties.proposed.length} companies onboarded`,
  );
  return parties;
}

async function openStage(
  { sessions, calendars, progress, nowMs }: DemoSetting,
  currency: string,
  firstDay: string,
  keys: DemoKeys,
): Promise<Stage> {
  const members = membersFor(sessions.network.programs, demoProgram(currency));
  const core = sessions.network.organisations.find(({ msp }) => msp === members.core);
  const utcOffsetMinutes = zoneAtNoon(nowMs);
  const minimumTokenMinor = 10n ** BigInt(exponentOf(currency));
  await createProgram(sessions, calendars, {
    program: members.id,
    name: `Demonstration in ${currency}`,
    mode: 'DEMO',
    clockOffsetDays: offsetTo(firstDay, utcOffsetMinutes, nowMs),
    core: ownCompany(core ?? { name: '' }),
    currency,
    dayCount: 'ACT/360',
    utcOffsetMinutes,
    termDays: 60,
    maxTier: MAX_TIER,
    minimumTokenMinor,
    recourse: true,
    payoutDays: 3,
    graceDays: 10,
    lateContract: null,
  });
  return new Stage(
    sessions,
    members,
    currency,
    await calendars(currency),
    minimumTokenMinor,
    progress,
    businessDate(nowMs, utcOffsetMinutes, 0),
    firstDay,
    keys,
  );
}

/** The zone, minutes east of Greenwich, in which it is noon: no business day ends while a demonstration is played. */
function zoneAtNoon(nowMs: number): number {
  return NOON_MINUTES - (Math.floor(nowMs / MINUTE_MS) % DAY_MINUTES);
}

async function report({ sessions, imported }: DemoSetting, played: readonly Played[], mischief: Mischief | null): Promise<DemoReport> {
  const regulator = sessions.network.organisations.find(({ role }) => role === 'regulator');
  const session = await sessions.as(`maker@${ownCompany(regulator ?? { name: '' })}`);
  const [example] = played.flatMap(({ submitted }) => submitted);
  return {
    import: { files: [fileReport(imported, played)] },
    audit: await audit(session),
    life: await lifeByCurrency(session),
    refusedOnPurpose: mischief?.refused ?? [],
    example: example === undefined ? null : { program: demoProgram(example.document.currency), receivable: example.receivable },
    featured: played.reduce((count, { featured }) => count + featured, 0),
    confirmed: played.reduce((count, { submitted }) => count + submitted.length, 0),
  };
}

function fileReport(imported: ImportedFile, played: readonly Played[]): FileReport {
  const out = played
    .flatMap(({ refused }) => refused)
    .flatMap(({ document, code, details }) =>
      [...document.rows, ...document.creditNotes.flatMap(({ rows }) => rows)].map((row) => ({
        row,
        field: 'row',
        value: document.number,
        code,
        message: explain(new Fault(code, details)),
      })),
    );
  const taken = played.flatMap(({ submitted }) => submitted).map(({ document }) => document);
  return {
    file: imported.file,
    digest: imported.digest,
    alreadyImported: false,
    read: imported.read,
    accepted: imported.accepted - out.length,
    documents: taken.length,
    refused: [...imported.refused, ...out],
    totals: imported.totals.map(({ currency }) => {
      const own = taken.filter((document) => document.currency === currency);
      return { currency, count: own.length, amountMinor: own.reduce((total, { amountMinor }) => total + amountMinor, 0n) };
    }),
    proposed: [],
    onboarded: imported.parties.length,
    notes: imported.notes,
  };
}

/** The company of a file's own side where the file does not name it: the core's own, or a supplier of the demonstration. */
export function ownParty(view: 'payable' | 'receivable'): OwnParty {
  return view === 'payable' ? { name: 'CORE', id: 'CORE-01' } : { name: 'Supplier SUPPLIER-01', id: 'SUPPLIER-01' };
}
