import { PDFDocument as PdfLib } from 'pdf-lib';
import { describe, expect, it } from 'vitest';
import { splitIntoPassages } from '../../src/documents/split.ts';
import { makePdf, makeRawPdf, type Pdf, setLines, setRunningLines } from './make-pdf.ts';
import { outline, pageText, read } from './read.ts';
import { describeReader } from './reader-contract.ts';

const LEFT_COLUMN = [
  'Le bassin de la rivière compte une qua-',
  'rantaine de communes de montagne. La',
  'surveillance de l’eau y est assurée par',
  'un réseau de stations automatiques qui',
  'mesurent le débit, la température et la',
  'teneur en nitrates de chaque affluent',
];
const RIGHT_COLUMN = [
  'tout au long de l’année. Les données sont',
  'publiées chaque trimestre par l’agence',
  'de l’eau. Elles servent aux communes et',
  'aux associations de protection, ainsi',
  'qu’aux chercheurs de l’université.',
];

function setBody(pdf: Pdf): Pdf {
  return pdf.font('Helvetica').fontSize(11);
}

function setHeading(pdf: Pdf, text: string, left: number, top: number, size = 15): void {
  pdf.font('Helvetica-Bold').fontSize(size).text(text, left, top, { lineBreak: false });
  setBody(pdf);
}

describe('reading a PDF', () => {
  it('reads two columns one after the other, under a heading over both', async () => {
    const pdf = await makePdf((page) => {
      setHeading(page, 'La surveillance de l’eau dans la vallée et dans ses communes', 72, 72);
      setLines(page, LEFT_COLUMN, 72, 120);
      setLines(page, RIGHT_COLUMN, 320, 120);
    });
    expect(outline(await read('eau.pdf', pdf))).toBe(
      '# La surveillance de l’eau dans la vallée et dans ses communes\n\n' +
        'Le bassin de la rivière compte une quarantaine de communes de montagne. La surveillance de l’eau y est ' +
        'assurée par un réseau de stations automatiques qui mesurent le débit, la température et la teneur en ' +
        'nitrates de chaque affluent tout au long de l’année. Les données sont publiées chaque trimestre par ' +
        'l’agence de l’eau. Elles servent aux communes et aux associations de protection, ainsi qu’aux chercheurs ' +
        'de l’université.',
    );
  });

  it('reads columns that a line over the whole width parts into two bands, band by band', async () => {
    const pdf = await makePdf((page) => {
      setBody(page);
      setLines(page, LEFT_COLUMN, 72, 72);
      setLines(page, RIGHT_COLUMN, 320, 72);
      setHeading(page, 'Une deuxième partie, dont le titre prend toute la largeur de la page', 72, 200, 13);
      setLines(
        page,
        [
          'Gauche une, un deux trois quatre.',
          'Gauche deux, un deux trois quatre.',
          'Gauche trois, un deux trois quatre.',
          'Gauche quatre, un deux trois quatre.',
        ],
        72,
        230,
      );
      setLines(
        page,
        [
          'Droite une, un deux trois quatre.',
          'Droite deux, un deux trois quatre.',
          'Droite trois, un deux trois quatre.',
          'Droite quatre, un deux trois quatre.',
        ],
        320,
        230,
      );
    });
    const { text } = await read('bandes.pdf', pdf);
    const order = ['quarantaine', 'l’université', 'deuxième partie', 'Gauche quatre', 'Droite une'].map((words) =>
      text.indexOf(words),
    );
    expect(order).toEqual([...order].sort((one, other) => one - other));
    expect(order).not.toContain(-1);
  });

  it('drops running headers, footers and page numbers, and keeps the pages of what remains', async () => {
    const pdf = await makePdf((page) => {
      for (const word of ['premier', 'deuxième', 'troisième']) {
        if (word !== 'premier') page.addPage();
        setHeading(page, `Le ${word} chapitre`, 72, 90);
        setBody(page).text(`Le texte du ${word} chapitre tient en une phrase.`, 72, 120);
      }
      setRunningLines(
        page,
        'Rapport annuel de la direction régionale',
        (number, pages) => `Direction régionale — page ${number} sur ${pages}`,
      );
    });
    const result = await read('rapport.pdf', pdf);
    expect(result.text).not.toMatch(/Rapport annuel|page \d/);
    expect(pageText(result, 2)).toBe('Le deuxième chapitre\n\nLe texte du deuxième chapitre tient en une phrase.');
    expect(splitIntoPassages({ ...result, id: 'rapport', version: '1' }).map(({ page }) => page)).toEqual([1, 2, 3]);
  });

  it('drops a header that changes with the chapter but always holds the page number', async () => {
    const pdf = await makePdf((page) => {
      for (let number = 1; number <= 5; number++) {
        if (number > 1) page.addPage();
        page
          .font('Helvetica')
          .fontSize(9)
          .text(`Chapitre ${number < 3 ? 'Des eaux' : 'Des forêts'}`, 72, 45, { lineBreak: false });
        page.text(String(number), 500, 45, { lineBreak: false });
        setHeading(
          page,
          `${number} ${['Introduction', 'Les eaux', 'Les bois', 'Les forêts', 'Bilan'][number - 1]}`,
          72,
          90,
        );
        setBody(page).text(`Une phrase de la partie ${'abcde'.charAt(number - 1)} du texte.`, 72, 120);
      }
    });
    const { text } = await read('chapitres.pdf', pdf);
    expect(text).not.toContain('Chapitre Des');
    expect(text).toContain('1 Introduction');
    expect(text).toContain('3 Les bois');
  });

  it('mends hyphenation but keeps the hyphens of words, as the document itself and grammar tell', async () => {
    const lines = [
      'Cette politique de l’intelli-',
      'gence artificielle concerne Paris-',
      'Saclay et le projet 3IA-',
      '2030. Il faudra peut-',
      'être dix ans, c’est-à-',
      'dire longtemps, pour ce savoir-',
      'faire. Le savoir-faire des équi-',
      'pes est reconnu à Saint-Jean-',
      'de-Maurienne. Que faut-',
      'il en attendre ? Le site www.exemple-',
      'public.fr le dira.',
    ];
    const pdf = await makePdf((page) => setLines(setBody(page), lines, 72, 72));
    expect((await read('cesure.pdf', pdf)).text).toBe(
      'Cette politique de l’intelligence artificielle concerne Paris-Saclay et le projet 3IA-2030. Il faudra ' +
        'peut-être dix ans, c’est-à-dire longtemps, pour ce savoir-faire. Le savoir-faire des équipes est reconnu à ' +
        'Saint-Jean-de-Maurienne. Que faut-il en attendre ? Le site www.exemple-public.fr le dira.',
    );
  });

  it('joins a sentence that goes on over the page and knows on which page each half stands', async () => {
    const pdf = await makePdf((page) => {
      setLines(
        setBody(page),
        [
          'Un paragraphe qui commence au bas de la première page et dont la dernière',
          'phrase n’est pas finie parce que la page',
        ],
        72,
        700,
      );
      page.addPage();
      setLines(setBody(page), ['est déjà pleine. Elle finit ici.'], 72, 72);
    });
    const result = await read('suite.pdf', pdf);
    expect(result.text).toContain('parce que la page est déjà pleine. Elle finit ici.');
    expect(pageText(result, 2)).toBe('est déjà pleine. Elle finit ici.');
  });

  it('sets a footnote apart and leaves its mark out of the sentence', async () => {
    const pdf = await makePdf((page) => {
      setBody(page).text('La loi a transformé les communes', 72, 680, { lineBreak: false });
      page
        .fontSize(6)
        .text('1', 72 + page.fontSize(11).widthOfString('La loi a transformé les communes'), 679, { lineBreak: false });
      setLines(
        setBody(page),
        ['et leur a donné des compétences que le texte d’origine ne leur donnait', 'pas avant que la réforme ne soit'],
        72,
        694,
      );
      page.fontSize(8).text('1 Loi du 7 août 2015.', 72, 740, { lineBreak: false });
      page.addPage();
      setLines(setBody(page), ['appliquée partout.'], 72, 72);
    });
    const result = await read('note.pdf', pdf);
    expect(result.text).toContain('ne leur donnait pas avant que la réforme ne soit appliquée partout.');
    expect(result.text).toContain('1 Loi du 7 août 2015.');
    expect(pageText(result, 2)).toBe('appliquée partout.');
  });

  it('tells headings by size and weight and ranks them', async () => {
    const pdf = await makePdf((page) => {
      setHeading(page, 'Le titre du rapport', 72, 72, 20);
      setHeading(page, '1. Les moyens', 72, 110, 14);
      setHeading(page, 'Moyens humains', 72, 140, 11);
      setLines(
        setBody(page),
        [
          'Cent vingt agents participent au programme de surveillance de l’eau et',
          'de la forêt dans les trois vallées de la région.',
        ],
        72,
        160,
      );
      setHeading(page, '2. Les résultats', 72, 210, 14);
      setLines(
        setBody(page),
        [
          'Les résultats sont publiés chaque année par la direction régionale et',
          'par les communes qui le souhaitent.',
        ],
        72,
        240,
      );
    });
    const result = await read('rapport.pdf', pdf);
    expect(outline(result).match(/^#.*$/gm)).toEqual([
      '# Le titre du rapport',
      '## 1. Les moyens',
      '### Moyens humains',
      '## 2. Les résultats',
    ]);
    expect(result.title).toBe('Le titre du rapport');
  });

  it('reads a list item by item, also where the bullets are far from the text', async () => {
    const pdf = await makePdf((page) => {
      setBody(page).text('Trois services participent :', 72, 72, { lineBreak: false });
      [
        'le service de l’hydrologie, qui emploie cinquante personnes dans les trois',
        'vallées et qui coordonne les mesures ;',
        'le service de la forêt ;',
        'le service des données.',
      ].forEach((line, index) => {
        if (index !== 1) page.text('•', 80, 90 + 16 * index, { lineBreak: false });
        page.text(line, 104, 90 + 16 * index, { lineBreak: false });
      });
      page.text('Leur travail est commun.', 72, 170, { lineBreak: false });
    });
    expect((await read('liste.pdf', pdf)).text).toBe(
      'Trois services participent :\n\n' +
        '- le service de l’hydrologie, qui emploie cinquante personnes dans les trois vallées et qui coordonne les mesures ;\n' +
        '- le service de la forêt ;\n- le service des données.\n\nLeur travail est commun.',
    );
  });

  it('keeps a table row by row where columns line up, wrapped cells included', async () => {
    const pdf = await makePdf((page) => {
      setBody(page).text('Le tableau donne les moyens de chaque territoire en 2023.', 72, 60, { lineBreak: false });
      const rows = [
        ['Territoire', 'Stations', 'Commentaire'],
        ['Vallée haute', '31', 'Les stations d’altitude sont plus'],
        ['', '', 'coûteuses en hiver.'],
        ['Plaine', '20', 'Situation stable.'],
      ];
      let top = 90;
      for (const [territory = '', stations = '', comment = ''] of rows) {
        if (territory !== '') top += 12;
        page.text(territory, 72, top, { lineBreak: false });
        page.text(stations, 180, top, { lineBreak: false });
        page.text(comment, 260, top, { lineBreak: false });
        top += 13;
      }
    });
    expect((await read('tableau.pdf', pdf)).text).toBe(
      'Le tableau donne les moyens de chaque territoire en 2023.\n\n' +
        'Territoire | Stations | Commentaire\n' +
        'Vallée haute | 31 | Les stations d’altitude sont plus coûteuses en hiver.\n' +
        'Plaine | 20 | Situation stable.',
    );
  });

  it('reads a ruled table by its rules, whatever the heights of its lines', async () => {
    const pdf = await makePdf((page) => {
      setBody(page);
      page.text('Une phrase avant le tableau des territoires et de leurs stations.', 72, 60, { lineBreak: false });
      for (const y of [90, 115, 160, 185]) page.moveTo(72, y).lineTo(500, y).stroke();
      for (const x of [72, 200, 500]) page.moveTo(x, 90).lineTo(x, 185).stroke();
      page.text('Territoire', 76, 96, { lineBreak: false }).text('Commentaire', 204, 96, { lineBreak: false });
      page.text('Vallée haute', 76, 131, { lineBreak: false });
      page.text('Les stations d’altitude sont plus', 204, 121, { lineBreak: false });
      page.text('coûteuses en hiver.', 204, 140, { lineBreak: false });
      page.text('Plaine', 76, 167, { lineBreak: false }).text('Stable.', 204, 167, { lineBreak: false });
    });
    expect((await read('regles.pdf', pdf)).text).toBe(
      'Une phrase avant le tableau des territoires et de leurs stations.\n\n' +
        'Territoire | Commentaire\nVallée haute | Les stations d’altitude sont plus coûteuses en hiver.\nPlaine | Stable.',
    );
  });

  it('keeps what stands beside a ruled table', async () => {
    const pdf = await makePdf((page) => {
      setBody(page);
      for (const y of [90, 115, 140]) page.moveTo(72, y).lineTo(300, y).stroke();
      for (const x of [72, 180, 300]) page.moveTo(x, 90).lineTo(x, 140).stroke();
      page.text('Ain', 76, 96, { lineBreak: false }).text('31', 184, 96, { lineBreak: false });
      page.text('Jura', 76, 121, { lineBreak: false }).text('20', 184, 121, { lineBreak: false });
      page.text('Une remarque à côté.', 330, 112, { lineBreak: false });
    });
    const { text } = await read('cote.pdf', pdf);
    expect(text).toContain('Ain | 31\nJura | 20');
    expect(text).toContain('Une remarque à côté.');
  });

  it('tells the rows of a table without columns’ borders by the rules between them', async () => {
    const pdf = await makePdf((page) => {
      setBody(page);
      const rows = [
        ['Station', 'Débit', 'Observation'],
        ['Vallée', '13,5', 'Les mesures ont été'],
        ['haute', 'm³/s', 'interrompues en hiver.'],
        ['Vallée', '26,5', 'Les mesures sont'],
        ['basse', 'm³/s', 'complètes.'],
      ];
      rows.forEach((cells, row) => {
        cells.forEach((cell, column) => void page.text(cell, 72 + 110 * column, 100 + 13 * row, { lineBreak: false }));
      });
      for (const y of [98, 111.5, 137.5, 163.5]) page.moveTo(72, y).lineTo(450, y).lineWidth(0.5).stroke();
    });
    expect((await read('filets.pdf', pdf)).text).toBe(
      'Station | Débit | Observation\n' +
        'Vallée haute | 13,5 m³/s | Les mesures ont été interrompues en hiver.\n' +
        'Vallée basse | 26,5 m³/s | Les mesures sont complètes.',
    );
  });

  it('composes accents that were drawn by themselves, and spells out ligatures', async () => {
    const { composeAccents, spellOutLigatures } = await import('../../src/documents/readers/pdf/glyphs.ts');
    expect(composeAccents('aoˆut, pr´elev´ee, fran¸cais, voil`a, na¨ıf')).toBe('août, prélevée, français, voilà, naïf');
    expect(composeAccents('le mot `code` reste')).toBe('le mot `code` reste');
    expect(spellOutLigatures('eﬃcace, ﬁn, ﬂux, m², ½')).toBe('efficace, fin, flux, m², ½');
  });

  it('keeps French typography: no-break spaces, quotation marks, œ', async () => {
    const pdf = await makePdf((page) => setBody(page).text('Le cœur du « projet » : 1 200 € par an ?', 72, 72));
    expect((await read('typographie.pdf', pdf)).text).toBe('Le cœur du « projet » : 1 200 € par an ?');
  });

  it('takes title and author from the properties unless a program has filled them in', async () => {
    const draw = (page: Pdf): void => void setBody(page).text('Une phrase.', 72, 72);
    const stated = await read(
      'x.pdf',
      await makePdf(draw, { info: { Title: 'Le vrai titre', Author: 'Anne Durand; Jean Petit' } }),
    );
    expect(stated).toMatchObject({ title: 'Le vrai titre', authors: ['Anne Durand', 'Jean Petit'], date: null });
    const generic = await read(
      'note-de-service.pdf',
      await makePdf(draw, { info: { Title: 'Microsoft Word - v3.doc', Author: 'admin' } }),
    );
    expect(generic).toMatchObject({ title: 'Note de service', authors: [] });
  });

  it('says that a file under a password is protected', async () => {
    const pdf = await makePdf((page) => void page.text('Secret'), { userPassword: 'mot', ownerPassword: 'passe' });
    await expect(read('secret.pdf', pdf)).rejects.toMatchObject({ code: 'file_encrypted' });
  });

  it('reads a file that a password only protects from changes', async () => {
    const pdf = await makePdf((page) => void page.text('Lisible'), { ownerPassword: 'passe' });
    expect((await read('lisible.pdf', pdf)).text).toBe('Lisible');
  });

  it('says that a truncated file is damaged instead of reading a part of it', async () => {
    const pdf = await makePdf((page) => void page.text('Une phrase.'));
    for (const share of [0.3, 0.6, 0.9]) {
      const cut = pdf.slice(0, Math.floor(share * pdf.length));
      await expect(read('coupe.pdf', cut)).rejects.toMatchObject({ code: 'file_damaged' });
    }
  });

  it('says that pages without any text are scanned, and names them where others have text', async () => {
    const scanned = await makePdf((page) => void page.rect(72, 72, 200, 200).fill());
    await expect(read('scan.pdf', scanned)).rejects.toMatchObject({ code: 'file_scanned' });
    const mixed = await makePdf((page) => {
      page.rect(72, 72, 200, 200).fill();
      page.addPage().text('La deuxième page a du texte.');
      page.addPage().rect(72, 72, 200, 200).fill();
    });
    const result = await read('mixte.pdf', mixed);
    expect(result.warnings).toEqual([{ code: 'pages_without_text', pages: [1, 3] }]);
    expect(pageText(result, 2)).toBe('La deuxième page a du texte.');
  });

  it('reads a page that is turned, and text set sideways on it', async () => {
    const upright = await makePdf((page) =>
      setLines(
        setBody(page),
        ['Une première ligne de texte assez longue pour être lue', 'et une deuxième ligne.'],
        72,
        72,
      ),
    );
    const document = await PdfLib.load(upright);
    const { degrees } = await import('pdf-lib');
    document.getPage(0).setRotation(degrees(90));
    const sideways = await makePdf((page) => {
      page.rotate(90, { origin: [300, 400] });
      setLines(
        setBody(page),
        ['Une première ligne de texte assez longue pour être lue', 'et une deuxième ligne.'],
        200,
        350,
      );
    });
    for (const bytes of [await document.save(), sideways]) {
      expect((await read('tourne.pdf', bytes)).text).toBe(
        'Une première ligne de texte assez longue pour être lue et une deuxième ligne.',
      );
    }
  });

  it('is not held up by rules and letters at places that are no numbers', async () => {
    const infinite = '9'.repeat(400);
    const font = '<< /Type /Font /Subtype /Type1 /BaseFont /Odd /FirstChar 97 /LastChar 99 /Widths [/a /b 500] >>';
    const grid =
      '50 90 m 50 190 l 150 90 m 150 190 l 250 90 m 250 190 l 50 90 m 250 90 l 50 140 m 250 140 l 50 190 m 250 190 l S';
    const words = ['1 0 0 1 60 120', '1 0 0 1 160 120', '1 0 0 1 60 170', '1 0 0 1 160 170'].map(
      (place) => `${place} Tm (ccc) Tj`,
    );
    const odd = `q ${infinite} 0 0 ${infinite} 0 0 cm ${grid} Q`;
    const lines = Array.from(
      { length: 12 },
      (_, line) => `1 0 0 1 72 ${700 - 12 * line} Tm /F1 12 Tf (a) Tj /F1 13 Tf (ccc) Tj`,
    );
    const pdf = makeRawPdf(`${odd} ${grid} BT ${[...lines, ...words].join(' ')} ET`, font);
    expect((await read('nombres.pdf', pdf)).text).toContain('ccc | ccc\nccc | ccc');
  });

  it('leaves out a stamp that runs across the page, and text that lies outside of it', async () => {
    const pdf = await makePdf((page) => {
      setBody(page).text('Le texte.', 72, 72, { lineBreak: false });
      page.text('Hors page', 2000, 72, { lineBreak: false });
      page
        .save()
        .rotate(45, { origin: [300, 400] })
        .fontSize(60)
        .text('BROUILLON', 150, 380, { lineBreak: false })
        .restore();
    });
    expect((await read('brouillon.pdf', pdf)).text).toBe('Le texte.');
  });
});

describeReader({
  format: 'PDF',
  fileName: 'contrat.pdf',
  makeFile: () =>
    makePdf((page) => {
      setHeading(page, 'Un titre élevé', 72, 72);
      setBody(page).text('Un premier paragraphe, avec « guillemets » et accents.', 72, 110);
      page.addPage().text('Un second paragraphe sur la page suivante.', 72, 72);
    }),
});
