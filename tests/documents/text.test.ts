import { describe, expect, it } from 'vitest';
import { splitIntoPassages } from '../../src/documents/split.ts';
import { dataPath } from '../data.ts';
import { outline, read } from './read.ts';
import { describeReader, expectCanonical } from './reader-contract.ts';

async function readText(text: string): Promise<string> {
  return outline(await read('note.txt', text));
}

const LONG = 'Une phrase assez longue pour que la ligne qui la précède en soit le titre et non une légende.';

describe('reading plain text', () => {
  it('takes short lines that stand alone for headings, and the first for the title', async () => {
    expect(await readText(`Le rapport\n\n${LONG}\n\nLes moyens\n\n${LONG}`)).toBe(
      `# Le rapport\n\n${LONG}\n\n## Les moyens\n\n${LONG}`,
    );
  });

  it('ranks capitals above other headings where the text begins with them', async () => {
    const text = ['Le rapport', 'PREMIÈRE PARTIE', LONG, 'Un détail', LONG, 'SECONDE PARTIE', LONG].join('\n\n');
    expect((await readText(text)).match(/^#.*$/gm)).toEqual([
      '# Le rapport',
      '## PREMIÈRE PARTIE',
      '### Un détail',
      '## SECONDE PARTIE',
    ]);
    const other = ['Le rapport', LONG, 'Un chapitre', LONG, 'DES CAPITALES', LONG, 'Un autre', LONG].join('\n\n');
    expect((await readText(other)).match(/^#.*$/gm)).toEqual([
      '# Le rapport',
      '## Un chapitre',
      '## DES CAPITALES',
      '## Un autre',
    ]);
  });

  it('sets a heading directly under another below it', async () => {
    const text = [LONG, LONG, 'Anne Durand', 'Directrice de la recherche', LONG, 'Jean Petit', 'Ingénieur', LONG].join(
      '\n\n',
    );
    expect((await readText(text)).match(/^#.*$/gm)).toEqual([
      '## Anne Durand',
      '### Directrice de la recherche',
      '## Jean Petit',
      '### Ingénieur',
    ]);
  });

  it('reads a numbered line by itself as a heading and numbered lines together as a list', async () => {
    expect(
      await readText(
        `Le rapport\n\n1. Les moyens\n\n${LONG}\n\n2.1 Le détail\n\n${LONG}\n\n1. un point ;\n2. un autre.`,
      ),
    ).toBe(
      `# Le rapport\n\n## 1. Les moyens\n\n${LONG}\n\n### 2.1 Le détail\n\n${LONG}\n\n1. un point ;\n2. un autre.`,
    );
  });

  it.each([
    ['a sentence', 'La fin est là.'],
    ['a date', '23 mai 2024'],
    ['a date of publication', 'Mis à jour le 26/11/2025'],
    ['an address', 'anne.durand@exemple.fr'],
    ['a credit', '© Jean Petit'],
    ['a bullet', '- un point'],
    ['a field of a form', 'Porteur : Anne Durand'],
    ['a way through a site', 'Accueil > Actualités > Recherche'],
    ['a line that introduces', 'Les moyens sont :'],
  ])('does not take %s for a heading', async (_, line) => {
    expect(await readText(`${LONG}\n\n${line}\n\n${LONG}`)).not.toContain('#');
  });

  it('joins hard-wrapped lines and keeps lines that mean something', async () => {
    const wrapped =
      'Le service de la forêt emploie cinquante personnes dans les trois vallées,\net il coordonne les mesures avec les communes et les associations locales.\nIl publie un bulletin.';
    expect(await readText(wrapped)).toBe(wrapped.replaceAll('\n', ' '));
    const address = `${LONG}${LONG}\n\nService de la forêt\n3, rue du Bois\n38000 Grenoble`;
    expect(await readText(address)).toContain('Service de la forêt\n3, rue du Bois\n38000 Grenoble');
  });

  it('reads a file with one paragraph on each line', async () => {
    const lines = [LONG.repeat(2), `${LONG}${LONG}`, LONG.repeat(3)];
    expect(await readText(lines.join('\n'))).toBe(lines.join('\n\n'));
  });

  it('mends a paragraph that blank lines or a caption broke inside a sentence', async () => {
    const half = 'Le centre structure le dialogue à travers des outils comme l’organisation de';
    expect(await readText(`${half}\n\n\n\nUne machine. © Jean Petit\n\ntrimestres thématiques.`)).toBe(
      `${half} trimestres thématiques.\n\nUne machine. © Jean Petit`,
    );
    const bracket = 'L’institut s’appuie sur l’expérience du centre voisin (Center for Advanced';
    expect(await readText(`${bracket}\n\nStudies), créé en 2019.`)).toBe(`${bracket} Studies), créé en 2019.`);
  });

  it('gives list items one mark, whatever the bullet', async () => {
    expect(await readText('• un\n▪ deux\n– trois\n\uF0B7 quatre\n* cinq')).toBe(
      '- un\n- deux\n- trois\n- quatre\n- cinq',
    );
    expect(await readText(`${LONG}\n\n+ 33 1 23 45 67 89\n3, rue du Bois`)).toContain('+ 33 1 23');
  });

  it('takes away the marks of Markdown where the text carries them, and only there', async () => {
    expect(await readText('Un **mot** et un [lien](https://exemple.fr).\n\n **Contact**\nanne@exemple.fr')).toBe(
      'Un mot et un lien.\n\nContact\nanne@exemple.fr',
    );
    expect(await readText('Soit 2*3*4 et PR [AI] RIE, nom_de_fichier.')).toBe(
      'Soit 2*3*4 et PR [AI] RIE, nom_de_fichier.',
    );
  });

  it('says that it guessed the encoding', async () => {
    const { warnings, text } = await read('note.txt', Uint8Array.from(Buffer.from('Une été.', 'latin1')));
    expect({ warnings, text }).toEqual({ warnings: [{ code: 'encoding_guessed' }], text: 'Une été.' });
  });

  it('reads a megabyte without a space, a line or a point', async () => {
    for (const text of ['a', '.', '- ', '(', 'a\n', 'un\n\n', '**a', '1. ', '…»'].map((unit) =>
      unit.repeat(Math.ceil(1_000_000 / unit.length)),
    )) {
      expectCanonical(await read('long.txt', text));
    }
  });
});

const seeds = dataPath('seeds');

describe.skipIf(seeds === null)('reading the real texts of the data folder', () => {
  it('finds titles and sections, and covers every word with passages', async () => {
    const { readdir, readFile } = await import('node:fs/promises');
    for (const name of (await readdir(seeds ?? '')).filter((one) => one.endsWith('.txt'))) {
      const result = await read(name, await readFile(`${seeds}/${name}`));
      expectCanonical(result);
      expect(result.text).not.toMatch(/\*\*|\]\(/);
      expect(result.language).toBe('fr');
      const passages = splitIntoPassages({ ...result, id: name, version: '1' });
      expect(passages.length).toBeGreaterThan(3);
      expect(Math.max(...passages.map(({ text }) => text.split(/\s+/).length))).toBeLessThan(220);
    }
  });
});

describeReader({
  format: 'text',
  fileName: 'contrat.txt',
  makeFile: () =>
    new TextEncoder().encode(
      'Un titre élevé\n\nUn premier paragraphe, avec « guillemets ».\n\nUn second paragraphe.\n',
    ),
});
