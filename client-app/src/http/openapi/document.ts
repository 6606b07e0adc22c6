import { OpenAPIRegistry, OpenApiGeneratorV31, type RouteConfig } from '@asteasolutions/zod-to-openapi';
import { id } from '@tierline/chaincode/api';
import { z } from 'zod';
import { GROUPS, problemsOf, type Operation } from '../operation';
import { LINKS } from './links';
import { problem, problemResponses, type Refusals } from './problems';
import { SECURITY, SECURITY_SCHEMES } from './security';

const JSON_TYPE = 'application/json';
const ACCEPTED = 202;

const HEADERS = {
  'Tierline-Block': { description: 'The newest block that was read.', schema: { type: 'integer' } },
  'Tierline-Missing': { description: 'Private values that have not arrived.', schema: { type: 'integer' } },
  ETag: { description: 'Of this answer, weak.', schema: { type: 'string' } },
} as const;

const idempotency = id.optional().meta({
  description: "The caller's own id of this request: the same id with the same content applies once, and answers the same.",
});
const noneMatch = z.string().optional().meta({ description: 'The `ETag` of an answer that the caller has: 304 when nothing has changed.' });

/** How the document introduces itself. */
export interface Introduction {
  readonly version: string;
}

/** The OpenAPI 3.1 document of a table of operations. */
export function documentOf(operations: readonly Operation[], { version }: Introduction): object {
  const registry = new OpenAPIRegistry();
  for (const [name, scheme] of Object.entries(SECURITY_SCHEMES)) registry.registerComponent('securitySchemes', name, scheme);
  for (const [name, header] of Object.entries(HEADERS)) registry.registerComponent('headers', name, header);
  const refusals: Refusals = new Map();
  for (const operation of operations) registry.registerPath(routeOf(operation, refusals));
  for (const [name, response] of refusals) registry.registerComponent('responses', name, response as never);
  const { webhooks: _none, ...document } = new OpenApiGeneratorV31([
    { type: 'schema', schema: problem },
    ...registry.definitions,
  ]).generateDocument({
    openapi: '3.1.0',
    info: {
      title: 'Tierline',
      version,
      description: DESCRIPTION,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/api/v1' }],
    security: SECURITY,
    tags: Object.entries(GROUPS).map(([name, description]) => ({ name, description })),
  });
  return document;
}

const DESCRIPTION = [
  'Multi-tier receivables finance. Amounts are digit strings of minor units. A list takes `limit` and `after`, and answers `next`.',
  '`Tierline-Block` and `Tierline-Missing` say up to which block an answer was read, and how many private values have not arrived.',
  'What is refused is `application/problem+json`.',
].join(' ');

function routeOf(operation: Operation, refusals: Refusals): RouteConfig {
  const { id: operationId, method, path, group, summary, description, isOpen } = operation;
  return {
    operationId,
    method,
    path,
    tags: [group],
    summary,
    ...(description === undefined ? {} : { description }),
    ...(isOpen ? { security: [] } : {}),
    request: requestOf(operation),
    responses: { ...problemResponses(problemsOf(operation), refusals), ...answersOf(operation) },
  };
}

function requestOf({ params, query, body, bodyMedia, isWrite, decidedBy }: Operation): NonNullable<RouteConfig['request']> {
  const headers = {
    ...(isWrite ? { 'Idempotency-Key': idempotency } : {}),
    ...(decidedBy === null ? {} : { 'If-None-Match': noneMatch }),
  };
  const media = bodyMedia.length === 0 ? [JSON_TYPE] : bodyMedia;
  return {
    params,
    query,
    ...(Object.keys(headers).length === 0 ? {} : { headers: z.object(headers) }),
    ...(body === null
      ? {}
      : { body: { required: !body.safeParse({}).success, content: Object.fromEntries(media.map((type) => [type, { schema: body }])) } }),
  };
}

function answersOf({ id: operation, answer, media, status, decidedBy }: Operation): RouteConfig['responses'] {
  const names = ['Tierline-Block', 'Tierline-Missing', ...(decidedBy === null ? [] : ['ETag'])];
  const headers = Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));
  const links = LINKS[operation];
  const file = { type: 'string' } as const;
  const files = media.map((type) => [type, { schema: type === JSON_TYPE ? { type: 'object' as const } : file }] as const);
  const content = answer === null ? Object.fromEntries(files) : { [JSON_TYPE]: { schema: answer } };
  return {
    [status]: {
      description: status === ACCEPTED ? 'It was taken.' : 'The answer.',
      headers,
      content,
      ...(links === undefined ? {} : { links }),
    },
    ...(decidedBy === null ? {} : { 304: { description: 'Nothing has changed.' } }),
  };
}
