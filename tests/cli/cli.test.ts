import { cpSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { acquireWriterLock } from '../../src/store/writer-lock.ts';
import { makeWorkplace, runCli } from './run-cli.ts';

const MODELS = resolve(import.meta.dirname, '../../models');

const LIGHTHOUSE = `---
title: Le phare de Morel
publisher: Service des phares
date: 2023-04-02
---

# Le phare de Morel

## Construction

Le phare de Morel a été construit en 1890 par l’ingénieur Anne Le Goff. Il mesure trente-deux mètres.

## Visites

Le phare se visite de mai à septembre. L’entrée coûte 6 euros.
`;

const HARBOUR = `# Le port de Kerlan

Le port de Kerlan accueille 320 bateaux. Il est géré par la commune depuis 1975.
`;

const workplace = makeWorkplace();
beforeAll(() => {
  workplace.write('phare.md', LIGHTHOUSE);
  workplace.write('cotes/port.md', HARBOUR);
});
afterAll(() => workplace.remove());

describe('the command line', () => {
  it('says what it can do, in both languages', async () => {
    const english = await runCli(workplace, '--help');
    const french = await runCli(workplace, '--lang', 'fr', '--help');
    expect(english.out).toContain('Ask French documents');
    expect(french.out).toContain('Interroger des documents français');
    for (const command of ['ingest', 'ask', 'search', 'serve', 'documents', 'remove', 'eval']) {
      expect(english.out).toContain(command);
      expect((await runCli(workplace, command, '--help')).exitCode).toBe(0);
    }
  });

  it.each([
    [['ask', '--loud', 'x']],
    [['dance']],
    [['search', 'x', '--limit', '0']],
    [['ask']],
    [['--lang', 'de', 'documents']],
  ])('refuses %j with its usage', async (words) => {
    const { err, exitCode } = await runCli(workplace, ...words);
    expect(err).toContain('The command is malformed');
    expect(exitCode).toBe(1);
  });

  it('says what is wrong with a command in French too', async () => {
    expect((await runCli(workplace, '--lang', 'fr', 'ask', '--fort', 'x')).err).toContain('option inconnue --fort');
    expect((await runCli(workplace, '--lang', 'fr', 'danse')).err).toContain('commande inconnue danse');
    expect((await runCli(workplace, '--lang', 'fr', '--help')).out).toMatch(
      /Utilisation\u00A0:[\s\S]*Commandes\u00A0:/,
    );
  });

  it.each(['', '  ', 'é'.repeat(2001)])('refuses a question that the service would refuse', async (text) => {
    for (const command of ['ask', 'search']) {
      const { err, exitCode } = await runCli(workplace, command, text);
      expect(err).toContain('invalid_request');
      expect(exitCode).toBe(1);
    }
  });

  it('says that there is no index yet, and what to do', async () => {
    const { err, exitCode } = await runCli(workplace, 'ask', 'Who built the lighthouse?');
    expect(err).toContain('index_missing');
    expect(err).toContain('sourcier ingest');
    expect(exitCode).toBe(1);
    expect((await runCli(workplace, '--lang', 'fr', 'documents')).err).toContain('Aucun index');
  });

  it('indexes the corpus, then only what changed', async () => {
    expect((await runCli(workplace, 'ingest')).out).toMatch(/^2 added, 0 replaced, 0 unchanged, 0 withdrawn, 0 failed/);
    expect((await runCli(workplace, '--lang', 'fr', 'ingest')).out).toContain('2 inchangé(s)');
  });

  it('answers in the language of the question, with the place of each quote', async () => {
    const english = await runCli(workplace, 'ask', 'Who built the Morel lighthouse?');
    expect(english.out).toContain('According to the document');
    expect(english.out).toContain('Anne Le Goff');
    expect(english.out).toMatch(/\[1\] Le phare de Morel, Service des phares, 2023-04-02/);
    const french = await runCli(workplace, 'ask', 'Combien de bateaux le port de Kerlan accueille-t-il ?');
    expect(french.out).toContain('320 bateaux');
    expect(french.out).toContain('cotes--port.md');
  });

  it('gives the whole answer as JSON', async () => {
    const { out } = await runCli(workplace, 'ask', '--json', 'Qui a construit le phare de Morel ?');
    expect(JSON.parse(out)).toMatchObject({ status: 'answered', questionLanguage: 'fr', citations: [{ marker: 1 }] });
    const search = JSON.parse((await runCli(workplace, 'search', '--json', 'phare')).out);
    expect(Object.keys(search)).toEqual(['query', 'language', 'hits']);
    expect(Object.keys(search.hits[0])).toContain('passageId');
  });

  it('searches, and explains each score', async () => {
    const { out } = await runCli(workplace, 'search', 'visites du phare', '--limit', '1', '--explain');
    expect(out).toContain('L’entrée coûte 6 euros.');
    expect(out).not.toContain('Kerlan');
    expect(out).toMatch(/: \d+\.\d{3}/);
  });

  it('lists the documents', async () => {
    expect((await runCli(workplace, 'documents')).out).toContain(
      'phare.md\n    Le phare de Morel, Service des phares, 2023-04-02',
    );
  });

  it('names the files that cannot be read and ends with 1, the others being indexed', async () => {
    workplace.write('vide.pdf', '');
    workplace.write('faux.pdf', 'Ceci n’est pas un PDF.');
    const { out, exitCode } = await runCli(workplace, '--lang', 'fr', 'ingest');
    expect(out).toContain('✗ vide.pdf: Le fichier ne contient aucun texte');
    expect(out).toContain('✗ faux.pdf: Le contenu du fichier n’est pas celui');
    expect(out).toContain('2 en échec');
    expect(exitCode).toBe(1);
  });

  it('ends with 2 while another writer is at work, and says who', async () => {
    const lock = acquireWriterLock(workplace.indexDir, 'another ingest');
    const { err, exitCode } = await runCli(workplace, 'ingest');
    lock.release();
    expect(exitCode).toBe(2);
    expect(err).toContain('writer_busy');
    expect(err).toContain('another ingest');
  });

  it('withdraws a document, which stays withdrawn until it is named', async () => {
    expect((await runCli(workplace, 'remove', 'cotes--port.md')).out).toContain('withdrawn');
    await runCli(workplace, 'ingest');
    expect((await runCli(workplace, 'documents')).out).not.toContain('port.md');
    await runCli(workplace, 'ingest', join(workplace.corpusDir, 'cotes/port.md'));
    expect((await runCli(workplace, 'documents')).out).toContain('port.md');
  });

  it('saves the index to one file and brings it back, in both languages', async () => {
    const file = join(workplace.folder, 'index.sauvegarde');
    const before = (await runCli(workplace, 'documents')).out;
    expect((await runCli(workplace, '--lang', 'fr', 'backup', file)).out).toMatch(/^\d document\(s\) sauvegardé\(s\)/);
    await runCli(workplace, 'remove', 'cotes--port.md');
    expect((await runCli(workplace, '--lang', 'en', 'restore', file)).out).toMatch(
      /^The index holds \d document\(s\)\.$/m,
    );
    expect((await runCli(workplace, 'documents')).out).toBe(before);
    const { err, exitCode } = await runCli(
      workplace,
      '--lang',
      'fr',
      'restore',
      join(workplace.corpusDir, 'cotes/port.md'),
    );
    expect(err).toContain('backup_invalid');
    expect(exitCode).toBe(1);
  });

  it('knows no document of a made-up id', async () => {
    const { err, exitCode } = await runCli(workplace, 'remove', '../../etc/passwd');
    expect(err).toContain('document_unknown');
    expect(exitCode).toBe(1);
  });
});

describe('the command line without the lexicon', () => {
  it('says what is missing and works all the same', async () => {
    const models = join(workplace.folder, 'models');
    cpSync(MODELS, models, { recursive: true, filter: (source) => !source.includes('lexicon') });
    vi.stubEnv('MODELS_DIR', models);
    const { out, err, exitCode } = await runCli(
      workplace,
      '--lang',
      'fr',
      'ask',
      'Qui a construit le phare de Morel ?',
    );
    expect(err).toMatch(/lexique/i);
    expect(out).toContain('Anne Le Goff');
    expect(exitCode).toBe(0);
  });
});
