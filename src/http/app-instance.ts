import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type {
  FastifyBaseLogger,
  FastifyInstance,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from 'fastify';
import type { Access, Caller } from './access.ts';

/** The application as routes see it: request types follow from their schemas. */
export type AppInstance = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>;

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Who may call the route; every route says so. */
    access?: Access;
    /** The document that a request to the route is about, from its parameters: a signed link opens that one. */
    documentOf?: (parameters: { readonly id: string }) => string | null;
    /** What a request to the route is made of, where that is not JSON. */
    bodyType?: string;
  }

  interface FastifyRequest {
    caller: Caller;
    /** The code of the error that was answered, for the log. */
    problemCode: string | null;
  }
}
