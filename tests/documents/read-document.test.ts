import { describe, expect, it } from 'vitest';
import { READER_VERSION, SUPPORTED_EXTENSIONS } from '../../src/documents/read-document.ts';
import { read } from './read.ts';

describe('readDocument', () => {
  it('goes by the extension, whatever its case', async () => {
    expect((await read('NOTE.TXT', 'Un texte.')).mediaType).toBe('text/plain');
    expect((await read('a.htm', '<p>Un texte.</p>')).mediaType).toBe('text/html');
    expect((await read('a.markdown', 'Un texte.')).mediaType).toBe('text/markdown');
    expect(SUPPORTED_EXTENSIONS).toContain('.pdf');
    expect(READER_VERSION).not.toBe('');
  });

  it.each(['note.doc', 'note.odt', 'note', 'note.', 'note.txt.exe'])(
    'says that %s is of no supported format',
    async (name) => {
      await expect(read(name, 'Un texte.')).rejects.toMatchObject({ code: 'file_type_unsupported' });
    },
  );

  it.each(['note.txt', 'note.md', 'note.html', 'note.docx'])('says that a PDF is not what %s says', async (name) => {
    await expect(read(name, '%PDF-1.7\n%%EOF')).rejects.toMatchObject({ code: 'file_not_as_named' });
  });

  it('says that a text is not the PDF or Word document that its name says', async () => {
    await expect(read('note.pdf', 'Un texte.')).rejects.toMatchObject({
      code: 'file_not_as_named',
      parameters: { extension: '.pdf' },
    });
    await expect(read('note.docx', 'Un texte.')).rejects.toMatchObject({ code: 'file_not_as_named' });
    await expect(read('note.txt', '{\\rtf1 Un texte.}')).rejects.toMatchObject({ code: 'file_not_as_named' });
  });

  it('reads a text that speaks of the PDF format', async () => {
    expect((await read('note.md', 'Un fichier commence par %PDF-1.7.')).text).toContain('%PDF-1.7');
  });

  it.each([
    ['blanc.txt', ' \n\t\n'],
    ['vide.md', '---\ntitle: Rien\n---\n\n<!-- rien -->\n'],
    ['vide.html', '<html><body><nav>Menu</nav></body></html>'],
  ])('says that %s holds no text', async (name, content) => {
    await expect(read(name, content)).rejects.toMatchObject({ code: 'file_empty' });
  });
});
