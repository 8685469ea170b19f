import { type ArticlePart, partOf } from '../../src/evaluation/article-part.ts';
import type { Folder } from './folder.ts';

const TOWNS = ['Kerlan', 'Morel', 'Ravel', 'Tarn', 'Velin', 'Brou', 'Sarzac', 'Ploec', 'Landor', 'Mersac'];

/** An id of the part wanted. */
function idIn(part: ArticlePart, start: string): string {
  for (let count = 0; ; count++) if (partOf(`${start}-${count}`) === part) return `${start}-${count}`;
}

/** Of each town: a case that its passages answer word for word, and one whose passages speak of other towns only. */
export const CASES = TOWNS.flatMap((town, place) => {
  const other = TOWNS[(place + 3) % TOWNS.length];
  const part = place < 5 ? 'learning' : 'reporting';
  const mayor = {
    id: `mayor/${town}`,
    text: `The mayor of ${town} is called Anne Dubois${place}. She was elected in 2019.`,
  };
  const market = {
    id: `market of ${other}`,
    text: `The flower market of ${other} is held on the square every Saturday.`,
  };
  const question = `Who is the mayor of ${town}?`;
  return [
    { id: idIn(part, `with-${town}`), lang: 'en', question, answerable: true, passages: [market, mayor] },
    { id: idIn(part, `without-${town}`), lang: 'en', question, answerable: false, passages: [market] },
  ];
});

export function writeGateCollection(folder: Folder): void {
  folder.writeJsonLines('cases.jsonl', CASES);
}
