import Type from 'typebox';
import { describes } from './shared.ts';

export interface Live {
  readonly status: 'live';
}

export interface Ready {
  readonly status: 'ready';
  readonly generation: number;
  readonly documents: number;
}

export const LiveSchema = describes<Live>(Type.Object({ status: Type.Literal('live') }));

export const ReadySchema = describes<Ready>(
  Type.Object({
    status: Type.Literal('ready'),
    generation: Type.Integer({ description: 'The generation of the index that is served' }),
    documents: Type.Integer({ description: 'Documents that may be asked' }),
  }),
);
