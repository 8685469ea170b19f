import { openLexicon } from './src/retrieval/lexicon.ts';
