import openapiTS, { astToString, COMMENT_HEADER } from 'openapi-typescript';

/** The types of a document's operations, for a client that is checked by the compiler. @param document OpenAPI 3.1 */
export async function typedClient(document: object): Promise<string> {
  const tree = await openapiTS(document as Parameters<typeof openapiTS>[0], {
    alphabetize: false,
    rootTypes: true,
    rootTypesNoSchemaPrefix: true,
  });
  return `${COMMENT_HEADER}${astToString(tree)}`;
}
