import { describe, expect, it } from 'vitest';
import { classifyQuestion } from '../../src/language/question-kind.ts';

describe('the kind of a French question', () => {
  it.each([
    ['Qui dirige le laboratoire ?', 'who'],
    ['Quel est le nom du porteur du projet ?', 'who'],
    // Those who may, or whom it is for, are told by what they are.
    ['Qui peut bénéficier de l’aide ?', 'other'],
    ['À qui s’adresse le programme ?', 'other'],
    ['À qui appartient le phare ?', 'who'],
    ['À combien s’élève l’aide ?', 'how_much'],
    ['À combien s’élève le nombre d’élèves ?', 'how_many'],
    ['De combien dispose le fonds ?', 'how_much'],
    ['De combien de salles dispose le phare ?', 'how_many'],
    ['Quelle est l’échéance ?', 'when'],
    ['Quand le centre a-t-il ouvert ?', 'when'],
    ['En quelle année la loi a-t-elle été votée ?', 'when'],
    ['Où se trouve le musée ?', 'where'],
    ['Dans quelle ville siège l’agence ?', 'where'],
    ['Combien de salariés l’entreprise compte-t-elle ?', 'how_many'],
    ['Quelle part des déchets est recyclée ?', 'share'],
    ['Combien de temps dure la visite ?', 'how_long'],
    ['Quelle est la hauteur du phare ?', 'how_many'],
    ['Combien de millions le pont a-t-il coûté ?', 'how_much'],
    ['Pendant quelle période le fort servit-il ?', 'when'],
    ['Comment s’appelle le maire ?', 'who'],
    ['Quel est le budget du programme ?', 'how_much'],
    ['Combien coûte l’abonnement ?', 'how_much'],
    ['Combien l’État consacre-t-il aux forêts ?', 'how_much'],
    ['Que signifie le sigle ONF ?', 'definition'],
    ['Qu’est-ce qu’un parc naturel ?', 'definition'],
    ['Qu’est-ce que la commission départementale a décidé de faire du vieux pont ?', 'other'],
    ['Qu’est-ce qui a causé la crue ?', 'other'],
    ['Quels pays ont signé l’accord ?', 'list'],
    ['Le traité est-il en vigueur ?', 'other'],
    ['Pourquoi le pont a-t-il fermé ou rouvert ?', 'why'],
    ['Pour quelle raison le pont a-t-il fermé ?', 'why'],
    ['Dans quel but le fonds a-t-il été créé ?', 'why'],
    ['À quoi sert le fonds ?', 'why'],
    // Not which person, but what there is to say of her
    ['Qui était Ada Lovelace ?', 'definition'],
    ['Qui est le maire de Brest ?', 'who'],
    ['Que recouvre le sigle ONF ?', 'definition'],
    ['Qu’appelle-t-on un moulin à marée ?', 'definition'],
    // An age is a length of time
    ['Quel âge a le phare ?', 'how_long'],
    ['Comment contacter le musée ?', 'contact'],
    ['Quelle est l’adresse du musée ?', 'contact'],
    ['À quelle adresse postale peut-on écrire ?', 'contact'],
    ['Quel est le numéro de téléphone de l’accueil ?', 'contact'],
  ])('%s is %s', (question, kind) => {
    expect(classifyQuestion(question, 'fr')).toBe(kind);
  });
});

describe('the kind of an English question', () => {
  it.each([
    ['Who runs the laboratory?', 'who'],
    ['Who can apply for the grant?', 'other'],
    ['Who is the programme intended for?', 'other'],
    ['Who is responsible for the site?', 'who'],
    ['What is the deadline?', 'when'],
    ['When did the centre open?', 'when'],
    ['In what year was the law passed?', 'when'],
    ['Where is the museum?', 'where'],
    ['How many people work there?', 'how_many'],
    ['What percentage of waste is recycled?', 'share'],
    ['How long does the visit take?', 'how_long'],
    ['How high is the lighthouse?', 'how_many'],
    ['How much does the subscription cost?', 'how_much'],
    ['What is the budget of the programme?', 'how_much'],
    ['Why did the bridge close?', 'why'],
    ['What is the reason for the closure?', 'why'],
    ['What makes the bridge safe?', 'why'],
    ['What is the fund for?', 'why'],
    ['What does ONF stand for?', 'definition'],
    ['What is a nature park?', 'definition'],
    ['What is the Blue Ocean?', 'definition'],
    ['What is the address of the museum?', 'contact'],
    ['How can I contact the museum?', 'contact'],
    ['How do I get in touch with the curator?', 'contact'],
    ['What is the phone number of the desk?', 'contact'],
    ['What is the number of lighthouses?', 'how_many'],
    ['How old is the lighthouse?', 'how_long'],
    ['Who was Ada Lovelace?', 'definition'],
    ['Who is the mayor of Brest?', 'who'],
    ['What is the colour of the museum?', 'other'],
    ['What are the three ports?', 'list'],
    ['Which countries signed the agreement?', 'list'],
    ['Is the treaty in force?', 'other'],
  ])('%s is %s', (question, kind) => {
    expect(classifyQuestion(question, 'en')).toBe(kind);
  });
});
