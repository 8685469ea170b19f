import Type from 'typebox';

export const LiveSchema = Type.Object({ status: Type.Literal('live') });

export const ReadySchema = Type.Object({
  status: Type.Literal('ready'),
  generation: Type.Integer({ description: 'The generation of the index that is served' }),
  documents: Type.Integer({ description: 'Documents that may be asked' }),
});
