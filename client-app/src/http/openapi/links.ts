/** Where something that an answer names can be asked for: the operation, and what stands in its address. */
export interface Link {
  readonly operationId: string;
  readonly parameters: Readonly<Record<string, string>>;
}

const program = '$request.path.program';
const JOB = link({ job: '$response.body#/job' }, 'job', 'cancelJob');
const RECEIVABLE = link({ program, receivable: '$response.body#/items/0/receivable' }, 'receivableTree');
const TOKEN = link({ program, token: '$response.body#/items/0/token' }, 'tokenTree', 'tokenWorth', 'certificate', 'knowledge');
const ASK = link({ program, ask: '$response.body#/ask' }, 'offers', 'quotes', 'askChecks');
const ASK_IN_LIST = link({ program, ask: '$response.body#/rows/0/ask' }, 'offers', 'quotes', 'askChecks');

/**
 * From an answer to what it names, by the operation that answers: from what was begun, made or listed to the questions about it. Lists
 * lead to the first of their rows.
 */
export const LINKS: Readonly<Record<string, Readonly<Record<string, Link>>>> = {
  checkJob: JOB,
  confirmJob: JOB,
  importJob: JOB,
  jobs: link({ job: '$response.body#/jobs/0/job' }, 'job', 'cancelJob'),
  receivables: RECEIVABLE,
  tokens: TOKEN,
  ask: ASK,
  asks: ASK_IN_LIST,
  deals: ASK_IN_LIST,
  bankDesk: link({ program, ask: '$response.body#/asks/0/ask' }, 'askChecks', 'offers'),
  pay: link({ program, transfer: '$response.body#/transfer' }, 'paymentLink'),
  transfers: link({ program, transfer: '$response.body#/rows/0/transfer' }, 'paymentLink'),
  blocks: link({ id: '$response.body#/items/0/transactions/0/id' }, 'transaction'),
};

function link(parameters: Link['parameters'], ...operations: readonly string[]): Readonly<Record<string, Link>> {
  return Object.fromEntries(operations.map((operationId) => [operationId, { operationId, parameters }]));
}
