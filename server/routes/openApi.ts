import { Hono } from 'hono';
import { z } from 'zod';
import { configSchema } from '../../src/domain/contract/config.ts';
import { problemSchema } from '../../src/domain/contract/problem.ts';
import { sourceSchema } from '../../src/domain/contract/source.ts';
import { taskPageSchema, taskSchema } from '../../src/domain/contract/task.ts';
import { OPERATIONS, type Operation } from './openApiOperations.ts';
import type { RouteEnv } from './routeContext.ts';

const COMPONENTS = {
  Config: configSchema,
  Problem: problemSchema,
  Source: sourceSchema,
  Task: taskSchema,
  TaskPage: taskPageSchema,
} as const;

/** The contract as OpenAPI 3.1, made from the schemas that requests are parsed with. */
export function openApiRoutes(): Hono<RouteEnv> {
  // Made once it is asked for: it is most of what the routes cost, and few ask.
  let document: ReturnType<typeof openApiDocument> | null = null;
  return new Hono<RouteEnv>().get('/', (context) => {
    document ??= openApiDocument();
    return context.json(document);
  });
}

function openApiDocument() {
  const paths: Record<string, Record<string, object>> = {};
  for (const operation of OPERATIONS) {
    paths[operation.path] = { ...paths[operation.path], [operation.method]: described(operation) };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Outframe relay', version: '1', license: { name: 'MIT', identifier: 'MIT' } },
    servers: [{ url: '/' }],
    security: [{ bearer: [] }, { cookie: [] }],
    paths,
    components: {
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', description: 'A token of ACCESS_TOKENS.' },
        cookie: {
          type: 'apiKey',
          in: 'cookie',
          name: 'outframe',
          description: 'Of a browser that signed in.',
        },
      },
      schemas: componentSchemas(),
    },
  };
}

function described({ summary, path, headers = {}, query, takes, answers, isOpen = false }: Operation) {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
  const parameters = [
    ...names.map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } })),
    ...Object.entries(query?.shape ?? {}).map(([name, schema]) => ({
      name,
      in: 'query',
      schema: ofInput(schema),
    })),
    ...Object.entries(headers).map(([name, description]) => ({
      ...{ name, in: 'header', description, schema: { type: 'string' } },
      required: name === 'Idempotency-Key',
    })),
  ];
  const responses = Object.entries(answers).map(([status, body]) => [
    status,
    { description: summary, ...(body === null ? {} : { content: contentOf(body) }) },
  ]);
  return {
    summary,
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(takes === undefined ? {} : { requestBody: { required: true, content: inputContentOf(takes) } }),
    responses: {
      ...Object.fromEntries(responses),
      default: {
        description: 'Why it did not work (RFC 9457)',
        content: { 'application/problem+json': { schema: reference('Problem') } },
      },
    },
    ...(isOpen ? { security: [] } : {}),
  };
}

function contentOf(body: z.ZodType | string) {
  if (typeof body === 'string') return { [body]: {} };
  const known = Object.entries(COMPONENTS).find(([, schema]) => schema === body);
  return { 'application/json': { schema: known === undefined ? ofOutput(body) : reference(known[0]) } };
}

function inputContentOf(body: z.ZodType | string) {
  return typeof body === 'string' ? { [body]: {} } : { 'application/json': { schema: ofInput(body) } };
}

function componentSchemas() {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(COMPONENTS)) registry.add(schema, { id });
  const { schemas } = z.toJSONSchema(registry, { io: 'output', unrepresentable: 'any', uri: refTo });
  return Object.fromEntries(Object.entries(schemas).map(([id, schema]) => [id, bare(schema)]));
}

function refTo(id: string): string {
  return `#/components/schemas/${id}`;
}

function reference(id: string) {
  return { $ref: refTo(id) };
}

function ofInput(schema: z.core.$ZodType) {
  return bare(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }));
}

function ofOutput(schema: z.core.$ZodType) {
  return bare(z.toJSONSchema(schema, { io: 'output', unrepresentable: 'any' }));
}

/** Inside a document a schema says neither what it is nor where. */
function bare({ $schema, $id, ...schema }: z.core.JSONSchema.BaseSchema) {
  return schema;
}
