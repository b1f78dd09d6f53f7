// OpenAPI 3.1 from the route table: what is described is what is routed.
import { z } from 'zod';
import type { Route } from './route';
import { PREFIX } from './router';

/** The document served at /api/v1/openapi.json. */
export function openapi(routes: readonly Route[], version: string): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) {
    const path = PREFIX + route.path.replaceAll(/:([a-zA-Z]+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(route) };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Countersign', version },
    paths,
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
      schemas: {
        Problem: {
          type: 'object',
          description: 'RFC 9457; `code` is stable',
          properties: {
            type: { type: 'string' },
            title: { type: 'string' },
            status: { type: 'integer' },
            code: { type: 'string' },
            field: { type: 'string' },
            gates: { type: 'array' },
          },
          required: ['type', 'title', 'status', 'code'],
        },
      },
    },
  };
}

function operation(route: Route): Record<string, unknown> {
  const names = [...route.path.matchAll(/:([a-zA-Z]+)/g)].map((match) => match[1] ?? '');
  const parameters = [
    ...names.map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } })),
    ...(route.query ?? []).map((name) => ({ name, in: 'query', schema: { type: 'string' } })),
  ];
  const body = bodyOf(route);
  return {
    summary: route.summary,
    ...(route.open ? {} : { security: [{ token: [] }] }),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(body ? { requestBody: { required: true, content: body } } : {}),
    responses: {
      default: {
        description: 'A refusal',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
      '2XX': { description: route.answers },
    },
  };
}

function bodyOf(route: Route): Record<string, unknown> | null {
  if (route.body === 'bytes')
    return { 'text/plain': {}, 'application/vnd.openxmlformats-officedocument.wordprocessingml.document': {} };
  if (!route.request) return null;
  // What comes in: before defaults are filled and words are trimmed.
  return { 'application/json': { schema: z.toJSONSchema(route.request, { unrepresentable: 'any', io: 'input' }) } };
}
