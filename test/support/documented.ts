import { Ajv2020 } from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { documentOf } from '@tierline/client-app/dist/http/openapi/document';
import { OPERATIONS } from '@tierline/client-app/dist/http/operations';

interface Media {
  readonly schema: object;
}

interface Answer {
  readonly $ref?: string;
  readonly content?: Readonly<Record<string, Media>>;
}

interface Described {
  readonly operationId: string;
  readonly responses: Readonly<Record<string, Answer>>;
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
}

const DOCUMENT_ID = 'document.json';
const BASE = '/api/v1';

/** The document of the API. */
export const document = documentOf(OPERATIONS, { version: '0.0.0' }) as Document;

const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats.default(ajv);
ajv.addSchema(document, DOCUMENT_ID);

const routes = Object.entries(document.paths).flatMap(([path, methods]) => {
  const pattern = new RegExp(`^${path.replaceAll(/[.]/g, '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}$`);
  return Object.keys(methods).map((method) => ({ path, method, pattern, isExact: !path.includes('{') }));
});

/** The operation of a request: its path and method in the document; null for none. */
export function operationAt(method: string, url: string): { readonly path: string; readonly method: string } | null {
  const path = new URL(url, 'http://local').pathname;
  if (!path.startsWith(`${BASE}/`)) return null;
  const found = routes.filter((route) => route.method === method.toLowerCase() && route.pattern.test(path.slice(BASE.length)));
  return found.find(({ isExact }) => isExact) ?? found[0] ?? null;
}

/** An answer as it came. */
export interface Came {
  readonly status: number;
  /** Content-Type; null for none. */
  readonly media: string | null;
  readonly body: unknown;
}

/**
 * What of an answer the document does not say: a status, a media type, or a body that its schema refuses. Empty when all is as
 * documented.
 */
export function undocumented(method: string, url: string, came: Came): readonly string[] {
  const route = operationAt(method, url);
  if (route === null) return [];
  const where = `${method} ${route.path} ${came.status}`;
  const told = answerAt(['paths', route.path, route.method, 'responses', String(came.status)]);
  if (told === null) return [`${where}: the status is not documented`];
  const { content = {} } = told.answer;
  const type = (came.media ?? '').split(';')[0] ?? '';
  if (type === '' && Object.keys(content).length === 0) return [];
  if (content[type] === undefined) return [`${where}: ${type} is not documented`];
  return wrongIn([...told.place, 'content', type, 'schema'], came.body).map((problem) => `${where}${problem}`);
}

interface Told {
  readonly answer: Answer;
  /** Where in the document it stands. */
  readonly place: readonly string[];
}

/** A documented answer, where it stands or where its reference points; null when there is none. */
function answerAt(place: readonly string[]): Told | null {
  const answer = place.reduce<unknown>((part, name) => (part as Readonly<Record<string, unknown>> | undefined)?.[name], document);
  if (answer === undefined) return null;
  const { $ref } = answer as Answer;
  return $ref === undefined ? { answer: answer as Answer, place } : answerAt($ref.split('/').slice(1));
}

/** What a schema of the document refuses in a body. */
function wrongIn(place: readonly string[], body: unknown): readonly string[] {
  const pointer = place.map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1')));
  const isAsTold = ajv.getSchema(`${DOCUMENT_ID}#/${pointer.join('/')}`);
  if (isAsTold === undefined) return [': its schema cannot be found'];
  if (isAsTold(body) === true) return [];
  return (isAsTold.errors ?? []).map(({ instancePath, message }) => `${instancePath}: ${message ?? ''}`);
}
