import { describe, expect, it } from 'vitest';
import { findExpected, measureListForm } from '../../src/language/expectation.ts';
import { fold } from '../../src/language/normalise.ts';
import type { QuestionKind } from '../../src/language/question-kind.ts';

/** The strength of the surest thing of the kind asked for; 0 where there is none. */
function surest(kind: QuestionKind, question: string, sentence: string): number {
  const found = findExpected(kind, fold(question), sentence, 'fr');
  return found.reduce((best, { strength }) => Math.max(best, strength), 0);
}

describe('a sentence meets what the question expects', () => {
  it.each([
    ['who', 'Qui dirige le port ?', 'Le port est dirigé par Anne Le Goff.', 'a person’s name'],
    ['when', 'Quand le phare fut-il bâti ?', 'Le phare fut bâti le 3 mai 1890.', 'a date'],
    ['when', 'Quand le phare fut-il bâti ?', 'Le phare fut bâti en 1890.', 'a year'],
    ['how_many', 'Combien de bateaux ?', 'On y compte 320 bateaux.', 'a number'],
    ['share', 'Quelle part est recyclée ?', 'On en recycle 38 %.', 'a percentage'],
    ['how_much', 'Combien coûte le phare ?', 'Il a coûté 1,5 million d’euros.', 'an amount'],
    ['how_much', 'Combien la ville apporte-t-elle ?', 'La ville en apporte 51 millions.', 'millions of nothing'],
    ['how_long', 'Combien de temps dure la visite ?', 'La visite dure deux heures.', 'a duration'],
    ['how_long', 'How long is the pier?', 'La jetée s’étend sur 800 mètres.', 'a length: a pier takes no time'],
    ['measure', 'Quelle est la hauteur du phare ?', 'Le phare s’élève à 37 m.', 'a length'],
    ['measure', 'Combien pèse la lampe ?', 'La lampe pèse deux tonnes.', 'a mass'],
    ['measure', 'Quelle est la superficie du port ?', 'Le port couvre 12 hectares.', 'an area'],
    ['measure', 'Combien de kilomètres fait le sentier ?', 'Le sentier fait 14 km.', 'the unit that is counted'],
    ['measure', 'Quelle est la taille de la flotte ?', 'La flotte a 40 navires.', 'a size may be a count'],
    ['measure', 'How fast is the ferry?', 'Le bac file à 22 nœuds.', 'a speed'],
    ['measure', 'How much water does the port use?', 'Le port consomme 300 m³ par an.', 'a quantity of anything'],
    ['eligibility', 'Qui peut visiter le phare ?', 'Peuvent candidater les écoles.', 'who may'],
    ['eligibility', 'Who is the tour open to?', 'La visite est ouverte à tous.', 'whom it is for'],
    ['where', 'Où est le phare ?', 'Il se dresse à Brest.', 'a place after a preposition'],
    ['list', 'Quels ports ?', 'Brest, Lorient, Quimper et Vannes.', 'an enumeration'],
    ['why', 'Pourquoi le phare ferme-t-il ?', 'Le phare ferme en raison de travaux.', 'a cause'],
    ['contact', 'Comment contacter le port ?', 'On écrit à accueil@port.example.', 'an e-mail address'],
    ['contact', 'Comment contacter le port ?', 'Le port répond au 02 98 00 00 00.', 'a telephone number'],
    ['contact', 'Comment contacter le port ?', 'Tout est sur https://port.example/contact.', 'a web address'],
    ['contact', 'Quel est le numéro de la ligne d’urgence ?', 'La ligne, le 39 19, répond la nuit.', 'a short number'],
    ['contact', 'Comment contacter le port ?', 'Appelez le 0 800 123 456.', 'a free number'],
    ['contact', 'Quelle est l’adresse postale du port ?', 'Le port se trouve 12 bis, rue de Siam.', 'a street'],
    ['contact', 'Quelle est l’adresse postale du port ?', 'Port de commerce, 29200 Brest', 'a postcode and a town'],
    ['contact', 'Quels sont les horaires du port ?', 'Ouvert du lundi au vendredi.', 'days of the week'],
    ['contact', 'Quels sont les horaires du port ?', 'On y vient de 9 h 30 à 18 h.', 'hours'],
    ['contact', 'À quelle heure ferme le port ?', 'Il ferme à dix-neuf heures.', 'an hour in words'],
    ['contact', 'À quelle heure ouvre le port ?', 'Le port ouvre dès 7 h 30.', 'an hour'],
    ['contact', 'What time does the port close?', 'It closes at 6 p.m.', 'an hour in English'],
    ['contact', 'What are the opening hours of the port?', 'It is open from 9:30 a.m. to 6 p.m.', 'hours in English'],
  ] as const)('%s: %s — %s (%s)', (kind, question, sentence, _reason) => {
    expect(surest(kind, question, sentence)).toBe(1);
  });

  it.each([
    ['who', 'Qui dirige le port ?', 'le port est dirigé par une équipe.', 'no name'],
    ['when', 'Que se passe-t-il en 2019 ?', 'Le phare rouvre en 2019.', 'only the year of the question'],
    ['when', 'Quand le port a-t-il rouvert ?', 'Le port, aidé par France 2030, a rouvert.', 'the year of a name'],
    ['when', 'Quand le phare fut-il bâti ?', 'Il fut bâti en trois ans.', 'how long it took'],
    ['when', 'Quand le phare fut-il bâti ?', 'On y travaillait de 9 heures à 12 heures.', 'hours of something else'],
    ['how_long', 'Combien de temps dure la visite ?', 'On y monte de 10 h à 18 h.', 'hours of the day'],
    [
      'how_long',
      'How long does the visit take?',
      'On y monte par 300 mètres de sentier.',
      'a length of what takes time',
    ],
    ['measure', 'Quelle est la hauteur du phare ?', 'Le phare, 12 rue Vauban, a 200 marches.', 'no length'],
    ['measure', 'How much does the lamp weigh?', 'La lampe a coûté 5 millions d’euros.', 'no mass'],
    ['measure', 'Quelle est la superficie du port ?', 'Le port a 12 km de quais.', 'another dimension'],
    ['how_much', 'Combien coûte le phare ?', 'On y compte 320 bateaux.', 'a number that is no amount'],
    ['how_many', 'Combien de bateaux ?', 'On y compte beaucoup de bateaux.', 'no number'],
    ['contact', 'Quelle est l’adresse postale du port ?', 'accueil@port.example', 'another way to reach it'],
    ['contact', 'Quel est le numéro du port ?', 'Le port a vu passer 39 19 navires.', 'no number of a telephone'],
    ['contact', 'Quel est le numéro du port ?', 'Il va du 30 10 % au 20 %.', 'a share'],
    ['contact', 'Quels sont les horaires du port ?', 'Le port répond au 02 98 00 00 00.', 'a way to reach it'],
    ['contact', 'Comment contacter le port ?', 'Ouvert du lundi au vendredi.', 'when one can come'],
    ['contact', 'What is the address of the Times?', 'It is open from 9 a.m. to 6 p.m.', 'a newspaper, not a time'],
    ['who', 'Qui a fermé le port ?', 'Le port a été fermé par le vent.', 'no office'],
    ['contact', 'Comment contacter le port ?', 'Le port prend contact avec 29200 marins.', 'no way to reach it'],
    ['why', 'Pourquoi le phare ferme-t-il ?', 'Le phare ferme le 3 mai.', 'neither a cause nor an end'],
    [
      'eligibility',
      'Qui peut visiter le phare ?',
      'Le phare a bénéficié de travaux.',
      'neither who nor on what condition',
    ],
    ['other', 'Le port est-il ouvert ?', 'Oui, à Brest, depuis 1890.', 'nothing of a form is expected'],
  ] as const)('not %s: %s — %s (%s)', (kind, question, sentence, _reason) => {
    expect(surest(kind, question, sentence)).toBe(0);
  });

  it.each([
    ['when', 'Quand le phare fut-il bâti ?', 'Le phare date du XVIe siècle.', 'a century'],
    ['when', 'Quand la ville fut-elle fondée ?', 'La ville fut fondée en 761.', 'an early year'],
    ['when', 'Quand faut-il payer ?', 'Le droit est dû dans les dix-huit mois.', 'a time counted from something'],
    ['when', 'When must it be paid?', 'Il est payé sous dix jours.', 'the same, shorter'],
    ['when', 'Quand faut-il payer ?', 'Il est payé au bout de six mois.', 'the end of a time'],
    ['when', 'Quand faut-il payer ?', 'Il est payé d’ici à deux mois.', 'a limit'],
    ['when', 'Quand le phare a-t-il fermé ?', 'Il ferma trois ans plus tard.', 'a time counted from an earlier one'],
    ['when', 'Quand le phare est-il ouvert ?', 'On y monte le mardi et le jeudi.', 'days of the week'],
    ['when', 'When is it open?', 'On y monte de 9 heures à 12 heures.', 'hours'],
    ['how_long', 'Combien de temps dure la visite ?', 'Elle dure plusieurs heures.', 'no number'],
    ['how_long', 'Combien de temps dure le bail ?', 'Il est conclu pour une durée d’un an.', 'one of something'],
    ['when', 'Quand le phare fut-il bâti ?', 'Il fut bâti dans les années 1890.', 'ten years'],
    ['when', 'Quand le phare fut-il bâti ?', 'Il fut bâti le 3 juillet 987.', 'a day without its year'],
    ['measure', 'Quel est le poids du tourisme ?', 'Le tourisme fait 8 % des emplois.', 'a share may be a weight'],
    ['measure', 'Quelle est la taille du port ?', 'Le port compte parmi les 10.', 'a number of nothing'],
    ['measure', 'Quelle est la longueur du quai ?', 'Le quai s’étend sur un kilomètre.', 'no number'],
    [
      'measure',
      'Quelle est la surface du port ?',
      'Le port couvre plusieurs hectares.',
      'no number, of another dimension',
    ],
    ['share', 'Quelle part vient de l’État ?', 'L’État donne 3 millions d’euros.', 'an amount for a share'],
    ['who', 'Qui a bâti le phare ?', 'Il fut bâti par l’ONF.', 'an organisation'],
    ['who', 'Qui a bâti le phare ?', 'ONF et marins l’ont bâti.', 'an acronym that opens the sentence'],
    ['who', 'Qui a fermé le port ?', 'La préfète a fermé le port.', 'an office'],
    ['who', 'Qui a fermé le port ?', 'Il a été fermé par le maire.', 'an office behind « par »'],
    ['why', 'Pourquoi le phare ferme-t-il ?', 'Il ferme pour recevoir une lampe neuve.', 'an end'],
    ['eligibility', 'Qui peut visiter le phare ?', 'Il faut avoir plus de six ans.', 'a condition'],
  ] as const)('less surely, %s: %s — %s (%s)', (kind, question, sentence, _reason) => {
    const strength = surest(kind, question, sentence);
    expect(strength).toBeGreaterThan(0);
    expect(strength).toBeLessThan(1);
  });

  it('takes any name for a likelier place where the sentence says that something stands there', () => {
    const asked = 'Où se trouve la lampe ?';
    const standing = surest('where', asked, 'La lampe est installée chez les marins, tour Vauban.');
    expect(standing).toBeGreaterThan(surest('where', asked, 'La lampe a été vue par les marins, tour Vauban.'));
  });

  it('takes a heading in capitals for no name', () => {
    expect(surest('who', 'Qui a bâti le phare ?', 'BÂTISSEURS')).toBe(0);
  });

  it('takes no article with a name for a person', () => {
    expect(surest('who', 'Qui dirige le port ?', 'Le CNRS dirige le port.')).toBeLessThan(1);
  });

  it('does not take clauses far apart for an enumeration', () => {
    const clause = 'le port a été reconstruit par les habitants de la ville après la tempête de cet hiver-là';
    expect(surest('list', 'Quels ports ?', `${clause}, ${clause}, ${clause}.`)).toBeLessThan(0.5);
  });
});

describe('the form of a list', () => {
  it('is seen in what opens it and in its items', () => {
    expect(measureListForm('Le programme a trois volets :')).toBeGreaterThan(0);
    expect(measureListForm('- la recherche,')).toBeGreaterThan(0);
    expect(measureListForm('Le port est ancien.')).toBe(0);
  });
});
