/**
 * Held out: twelve recordings in which more than one language is spoken, 65 paragraphs in 16 languages, each labelled with
 * the language of its grammar; never used to correct a rule. `usual` is what a recogniser would have said of the whole.
 *
 * What was arguable: a foreign name or a borrowed word does not change the language ("Das Kickoff war super"); a quotation of a
 * whole sentence does. Short answers ("Oui.") are the language they are in, though nobody could tell by letters alone.
 */
export const mixedRecordings: readonly {
  name: string;
  usual: string;
  paragraphs: readonly (readonly [language: string, text: string])[];
}[] = [
  {
    name: 'a German team with a guest',
    usual: 'de',
    paragraphs: [
      ['de', 'Guten Morgen zusammen, heute haben wir einen Gast aus Manchester, deshalb wechseln wir gleich.'],
      ['en', 'Thank you for having me, I will try to speak slowly and you stop me when I do not.'],
      ['en', 'The first thing I would like to show is how the orders come in over a normal week.'],
      ['de', 'Das Kickoff war super, aber ich habe die Zahlen vom letzten Quartal noch nicht gesehen.'],
      ['de', 'Können wir die Frage nach dem Liefertermin bitte vor der Pause klären?'],
      ['en', 'Sure, the delivery date depends on the supplier in Poland, and he has not answered yet.'],
    ],
  },
  {
    name: 'a French lesson',
    usual: 'en',
    paragraphs: [
      ['en', 'Open your books on page forty, and listen to the dialogue before you read it.'],
      ['fr', 'Bonjour madame, je voudrais deux billets pour Lyon, s’il vous plaît, départ demain matin.'],
      ['fr', 'Le train de huit heures est complet, mais il reste des places dans celui de neuf heures.'],
      ['en', 'Who can tell me why she says il reste and not ils restent in that sentence?'],
      ['fr', 'Oui.'],
      ['en', 'Not quite, think about the subject of the verb once more.'],
    ],
  },
  {
    name: 'a Spanish grandmother',
    usual: 'es',
    paragraphs: [
      ['es', 'Mi abuela nació en un pueblo donde no había ni luz ni carretera, solo un camino de tierra.'],
      ['pt', 'O meu avô, que era português, dizia sempre que o pão de lá era melhor do que o nosso.'],
      ['es', 'Se conocieron en una feria de ganado y tardaron cuatro años en casarse.'],
      ['pt', 'Ele escrevia-lhe todas as semanas, e ela guardou as cartas numa caixa de sapatos.'],
      ['es', 'Cuando murió, encontramos la caja debajo de la cama con todas las cartas atadas.'],
    ],
  },
  {
    name: 'Dutch and German neighbours',
    usual: 'nl',
    paragraphs: [
      ['nl', 'Wij wonen op vijfhonderd meter van de grens, dus je hoort hier de hele dag allebei.'],
      ['de', 'Wir kaufen das Gemüse drüben, weil es auf dem Markt frischer ist und weniger kostet.'],
      ['nl', 'Mijn broer werkt aan de andere kant en moet elke ochtend over de brug.'],
      ['de', 'Im Winter ist die Brücke oft gesperrt, dann fährt man eine Stunde Umweg.'],
      ['nl', 'Vroeger stond daar nog een slagboom, maar die hebben ze in de jaren negentig weggehaald.'],
    ],
  },
  {
    name: 'an Italian cook on the radio',
    usual: 'it',
    paragraphs: [
      ['it', 'Per fare una buona frittata ci vogliono uova fresche, pazienza e una padella pesante.'],
      ['it', 'Mia madre aggiungeva sempre un cucchiaio di latte, ma secondo me non serve.'],
      ['en', 'For our listeners abroad, she says that the pan must be heavy and the eggs fresh.'],
      ['it', 'E mi raccomando, il fuoco deve restare basso fino alla fine, altrimenti si brucia sotto.'],
      ['en', 'Keep the heat low until the end, or the bottom will burn.'],
    ],
  },
  {
    name: 'a Swedish and Finnish project',
    usual: 'sv',
    paragraphs: [
      ['sv', 'Vi behöver en ny plan för hamnen, eftersom den gamla kajen inte håller längre.'],
      ['sv', 'Kommunen har sagt att pengarna räcker till den första etappen men inte till den andra.'],
      ['fi', 'Suomessa rakennettiin samanlainen satama viisi vuotta sitten, ja se toimii erittäin hyvin.'],
      ['fi', 'Lähetän teille piirustukset huomenna, niin voitte verrata kustannuksia rauhassa.'],
      ['sv', 'Tack, det skulle hjälpa oss mycket när vi skriver till länsstyrelsen.'],
    ],
  },
  {
    name: 'a Polish craftsman in Prague',
    usual: 'pl',
    paragraphs: [
      ['pl', 'Przyjechałem tutaj na trzy miesiące, a zostałem na dwadzieścia lat, bo poznałem żonę.'],
      ['cs', 'On říká, že přijel kvůli práci, ale já vím, že to bylo kvůli pivu a dobré společnosti.'],
      ['pl', 'Najtrudniejsze było to, że słowa brzmią podobnie, ale znaczą coś zupełnie innego.'],
      ['cs', 'Dodnes se směje, když řeknu, že něco hledám, protože v polštině to zní úplně jinak.'],
      ['pl', 'Nasze dzieci mówią w obu językach i poprawiają nas oboje przy stole.'],
    ],
  },
  {
    name: 'a Russian talk with Ukrainian questions',
    usual: 'ru',
    paragraphs: [
      ['ru', 'Сегодня я расскажу о том, как мы собирали старые фотографии жителей нашего города.'],
      ['uk', 'Скажіть, будь ласка, чи можна побачити ці світлини в музеї або лише в інтернеті?'],
      ['ru', 'Пока только в музее, потому что не все владельцы дали согласие на публикацию.'],
      ['uk', 'А хто вирішує, які знімки потраплять на виставку, якщо їх так багато?'],
      ['ru', 'Решает совет из пяти человек, и каждый раз это длинный и трудный разговор.'],
    ],
  },
  {
    name: 'a Japanese guide',
    usual: 'ja',
    paragraphs: [
      ['ja', '皆さん、おはようございます。今日は山の上の古いお寺まで歩いて行きます。'],
      ['en', 'Good morning everybody, today we walk up to the old temple on the mountain.'],
      ['ja', '途中に急な階段がありますので、ゆっくり登ってください。'],
      ['zh', '我们从北京来，第一次看到这么多的雪，孩子们都非常高兴。'],
      ['ja', 'お弁当は十二時に、川のそばで食べることにしましょう。'],
    ],
  },
  {
    name: 'a Turkish family in Vienna',
    usual: 'tr',
    paragraphs: [
      ['tr', 'Babam buraya geldiğinde tek kelime Almanca bilmiyordu, ama herkes ona yardım etti.'],
      ['de', 'In der Schule war ich der Einzige, der zu Hause eine andere Sprache gesprochen hat.'],
      ['tr', 'Annem hâlâ pazara gidince komşularla Türkçe konuşuyor ve hiç acele etmiyor.'],
      ['de', 'Ich träume auf Deutsch, aber zählen kann ich nur in der anderen Sprache.'],
      ['tr', 'Çocuklarım ikisini de karıştırıyor, bu da bize çok komik geliyor.'],
    ],
  },
  {
    name: 'an English podcast with voices from abroad',
    usual: 'en',
    paragraphs: [
      ['en', 'We went to three cities and asked people what they would change about their street.'],
      ['fr', 'Moi, j’enlèverais toutes les voitures et je planterais des arbres des deux côtés.'],
      ['en', 'In Rome the first answer was about the noise of the scooters at night.'],
      ['it', 'Io vorrei dormire con la finestra aperta, almeno una volta all’anno, senza motorini.'],
      ['es', 'Yo pondría bancos, porque mi madre ya no puede caminar hasta la plaza sin descansar.'],
      ['en', 'Benches, trees and silence, then, and none of it is expensive.'],
    ],
  },
  {
    name: 'a lecture in one language alone',
    usual: 'en',
    paragraphs: [
      ['en', 'The word robot comes from a Czech play, where it meant something like forced labour.'],
      ['en', 'What the Germans call Schadenfreude has no name of its own in most other languages.'],
      ['en', 'Borrowed words keep their spelling for about a century, and then nobody remembers.'],
      ['en', 'Yes.'],
      ['en', 'A menu à la carte, a rendezvous, a cliché: half of this sentence is French, and it is English.'],
      ['en', 'Next week we look at words that went the other way and came back changed.'],
      ['en', 'Leave your essays on the desk, please.'],
    ],
  },
];
