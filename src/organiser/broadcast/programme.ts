import type { Language } from '../../shared/language.ts'
import type { LocalizedText } from '../../shared/localized.ts'

/**
 * The demo programme: one invented telethon, said line by line. Every line is one subtitle cue, so it stays short
 * enough to be read while it is heard (about seven seconds).
 */
export interface Line {
  by: SpeakerId
  en: string
  ur: string
  /** Language the line is spoken in; the other one is read. English unless told. */
  spoken?: Language
}

export interface Scene {
  id: 'welcome' | 'address' | 'count' | 'promise' | 'anthem' | 'thanks'
  title: LocalizedText
  lines: readonly Line[]
}

export type SpeakerId = 'host' | 'chair'

export interface Speaker {
  name: LocalizedText
  role: LocalizedText
  /** espeak-ng voice a language, and pitch (0-99). */
  voice: Record<Language, string>
  pitch: number
}

export const speakers: Record<SpeakerId, Speaker> = {
  host: {
    name: { en: 'Nadir Kohsar', ur: 'نادر کوہسار' },
    role: { en: 'Host', ur: 'میزبان' },
    voice: { en: 'en-gb+m3', ur: 'ur+m3' },
    pitch: 42,
  },
  chair: {
    name: { en: 'Zarmeena Talwar', ur: 'زرمینہ تلوار' },
    role: { en: 'Chair, Lantern Assembly', ur: 'صدر، مجلسِ فانوس' },
    voice: { en: 'en-gb+f2', ur: 'ur+f2' },
    pitch: 55,
  },
}

/** What the pledge board of the scene `count` says. Two currencies, never summed. */
export const board = [
  { amount: 'PKR 11,600,000', people: '4,218' },
  { amount: 'USD 73,450', people: '906' },
] as const

export const scenes: readonly Scene[] = [
  {
    id: 'welcome',
    title: { en: 'An evening of giving', ur: 'شامِ عطیات' },
    lines: [
      {
        by: 'host',
        spoken: 'ur',
        en: 'Peace be upon you, and welcome to the Lantern Assembly’s evening of giving.',
        ur: 'السلام علیکم، اور مجلسِ فانوس کی شامِ عطیات میں خوش آمدید۔',
      },
      {
        by: 'host',
        en: 'I am Nadir Kohsar, your host, and I stay with you until the last lantern is lit.',
        ur: 'میں نادر کوہسار، آپ کا میزبان ہوں، اور آخری فانوس جلنے تک آپ کے ساتھ رہوں گا۔',
      },
      {
        by: 'host',
        en: 'This whole programme is a demonstration: the assembly, its people and every number are invented.',
        ur: 'یہ پورا پروگرام ایک نمونہ ہے: مجلس، اس کے لوگ اور ہر عدد فرضی ہے۔',
      },
      {
        by: 'host',
        en: 'If the picture leaves you, do not worry: the voice is the last thing to go.',
        ur: 'اگر تصویر چلی جائے تو پریشان نہ ہوں: آواز سب سے آخر میں جاتی ہے۔',
      },
      {
        by: 'host',
        en: 'And if even the voice grows thin, read these words; they weigh less than a breath.',
        ur: 'اور اگر آواز بھی مدھم پڑ جائے تو یہ الفاظ پڑھ لیں؛ ان کا وزن ایک سانس سے بھی کم ہے۔',
      },
      {
        by: 'host',
        en: 'The clock in the corner counts the programme, so you can see that nothing was lost.',
        ur: 'کونے کی گھڑی پروگرام کا وقت گنتی ہے، تاکہ آپ دیکھ سکیں کہ کچھ ضائع نہیں ہوا۔',
      },
      {
        by: 'host',
        en: 'Tonight we hear our chair, we look at the pledges, and we sing together before we say goodnight.',
        ur: 'آج رات ہم اپنی صدر کو سنیں گے، وعدوں پر نظر ڈالیں گے، اور رخصت سے پہلے مل کر گائیں گے۔',
      },
      {
        by: 'host',
        en: 'Please welcome the chair of the Lantern Assembly, Zarmeena Talwar.',
        ur: 'خیرمقدم کیجیے مجلسِ فانوس کی صدر، زرمینہ تلوار کا۔',
      },
    ],
  },
  {
    id: 'address',
    title: { en: 'The chair’s address', ur: 'صدر کا خطاب' },
    lines: [
      {
        by: 'chair',
        en: 'Thank you, Nadir, and thank you to everyone listening in a kitchen, a shop, or a parked rickshaw.',
        ur: 'شکریہ نادر، اور ان سب کا شکریہ جو باورچی خانے، دکان یا کھڑے رکشے میں سن رہے ہیں۔',
      },
      {
        by: 'chair',
        en: 'My grandmother kept a lantern in the window, so that nobody on our street walked home in the dark.',
        ur: 'میری دادی کھڑکی میں ایک فانوس رکھتی تھیں، تاکہ ہماری گلی میں کوئی اندھیرے میں گھر نہ لوٹے۔',
      },
      {
        by: 'chair',
        en: 'She never asked who was passing; she only asked whether there was oil enough for the night.',
        ur: 'وہ کبھی نہ پوچھتیں کہ کون گزر رہا ہے؛ بس یہ پوچھتیں کہ رات بھر کا تیل ہے یا نہیں۔',
      },
      {
        by: 'chair',
        en: 'That is all this assembly is: many windows, and a little oil from each of you.',
        ur: 'یہ مجلس بس یہی ہے: بہت سی کھڑکیاں، اور آپ میں سے ہر ایک کا تھوڑا سا تیل۔',
      },
      {
        by: 'chair',
        en: 'We have written a manifesto, and you can read every chapter of it without any network at all.',
        ur: 'ہم نے ایک منشور لکھا ہے، اور آپ اس کا ہر باب بغیر کسی نیٹ ورک کے پڑھ سکتے ہیں۔',
      },
      {
        by: 'chair',
        en: 'It speaks of schools that open in the evening, so that those who work by day may learn by night.',
        ur: 'اس میں شام کو کھلنے والے اسکولوں کا ذکر ہے، تاکہ دن کو کام کرنے والے رات کو پڑھ سکیں۔',
      },
      {
        by: 'chair',
        en: 'It speaks of clean water, measured at the tap and published where everyone can see it.',
        ur: 'اس میں صاف پانی کا ذکر ہے، جو نلکے پر ناپا جائے اور سب کے سامنے شائع ہو۔',
      },
      {
        by: 'chair',
        en: 'It speaks of roads between villages, because a doctor who cannot arrive cannot heal.',
        ur: 'اس میں دیہات کے درمیان سڑکوں کا ذکر ہے، کیونکہ جو طبیب پہنچ نہ سکے وہ علاج نہیں کر سکتا۔',
      },
      {
        by: 'chair',
        en: 'Each promise has a number, each number has a name, and that name will answer to you.',
        ur: 'ہر وعدے کا ایک عدد ہے، ہر عدد کا ایک نام، اور وہ نام آپ کو جواب دہ ہو گا۔',
      },
      {
        by: 'chair',
        en: 'I am asked why we gather tonight, when so many lines are slow and so many screens are dark.',
        ur: 'مجھ سے پوچھا جاتا ہے کہ ہم آج کیوں جمع ہوئے، جب اتنی لائنیں سست اور اتنی سکرینیں تاریک ہیں۔',
      },
      {
        by: 'chair',
        en: 'A lantern is not made for the noon; it is made for an evening such as this.',
        ur: 'فانوس دوپہر کے لیے نہیں بنتا؛ وہ ایسی ہی شام کے لیے بنتا ہے۔',
      },
      {
        by: 'chair',
        en: 'So if you can give, give; and if you cannot, carry these words to someone who has not heard them.',
        ur: 'سو اگر دے سکیں تو دیں؛ اور نہ دے سکیں تو یہ الفاظ اس تک پہنچائیں جس نے نہیں سنے۔',
      },
    ],
  },
  {
    id: 'count',
    title: { en: 'Promised tonight', ur: 'آج رات کے وعدے' },
    lines: [
      {
        by: 'host',
        en: 'Thank you, Zarmeena. Let us look at the board, with the two currencies kept apart, as always.',
        ur: 'شکریہ زرمینہ۔ آئیے تختے پر نظر ڈالیں؛ دونوں سکے ہمیشہ کی طرح الگ الگ۔',
      },
      {
        by: 'host',
        en: 'In rupees, 4218 people have promised eleven million, six hundred thousand.',
        ur: 'روپوں میں ۴۲۱۸ لوگوں نے ایک کروڑ سولہ لاکھ کا وعدہ کیا ہے۔',
      },
      {
        by: 'host',
        en: 'In dollars, 906 people have promised seventy-three thousand, four hundred and fifty.',
        ur: 'ڈالروں میں ۹۰۶ لوگوں نے تہتر ہزار چار سو پچاس کا وعدہ کیا ہے۔',
      },
      {
        by: 'host',
        en: 'A promise is not yet a payment, and on this board the two are never mixed.',
        ur: 'وعدہ ابھی ادائیگی نہیں، اور اس تختے پر دونوں کبھی نہیں ملتے۔',
      },
      {
        by: 'host',
        en: 'From the hills, a class of thirty children sent the price of one lamp each.',
        ur: 'پہاڑوں سے تیس بچوں کی ایک جماعت نے ایک ایک چراغ کی قیمت بھیجی ہے۔',
      },
      {
        by: 'host',
        en: 'From overseas, a night nurse pledged one hour of her wages for every month of the year.',
        ur: 'بیرونِ ملک سے ایک نرس نے سال کے ہر مہینے اپنی ایک گھنٹے کی اجرت کا وعدہ کیا۔',
      },
      {
        by: 'host',
        en: 'A shopkeeper with no connection gave his sealed donation to a neighbour, who carried it to us.',
        ur: 'ایک دکاندار نے، جس کا رابطہ نہ تھا، اپنا مہر بند عطیہ پڑوسی کو دیا جو اسے ہم تک لایا۔',
      },
      {
        by: 'host',
        en: 'If you gave while the line was down, your gift is safe on your phone until the line returns.',
        ur: 'اگر آپ نے لائن بند ہونے پر دیا، تو لائن لوٹنے تک آپ کا عطیہ آپ کے فون میں محفوظ ہے۔',
      },
      {
        by: 'host',
        en: 'You will see a receipt, signed by us; until you see it nothing is forgotten, and nothing is counted twice.',
        ur: 'آپ کو ہماری دستخط شدہ رسید ملے گی؛ تب تک کچھ بھولا نہیں جائے گا، اور کچھ دو بار نہیں گنا جائے گا۔',
      },
      {
        by: 'host',
        en: 'Now, as promised, our chair will finish what she began.',
        ur: 'اب، وعدے کے مطابق، ہماری صدر اپنی بات پوری کریں گی۔',
      },
    ],
  },
  {
    id: 'promise',
    title: { en: 'The fourth chapter', ur: 'چوتھا باب' },
    lines: [
      {
        by: 'chair',
        en: 'I want to tell you about the fourth chapter, which is the shortest and the hardest.',
        ur: 'میں آپ کو چوتھے باب کے بارے میں بتانا چاہتی ہوں، جو سب سے مختصر اور سب سے مشکل ہے۔',
      },
      {
        by: 'chair',
        en: 'It says that whoever speaks for you must also listen to you, every month, with the doors unlocked.',
        ur: 'اس میں لکھا ہے کہ جو آپ کے لیے بولے وہ آپ کو سنے بھی، ہر مہینے، کھلے دروازوں کے ساتھ۔',
      },
      {
        by: 'chair',
        en: 'It says that our accounts are read aloud, every rupee in and every rupee out, in words a child can follow.',
        ur: 'اس میں لکھا ہے کہ ہمارا حساب بلند آواز میں پڑھا جائے، ہر روپیہ آتا اور جاتا، ایسے لفظوں میں جو بچہ بھی سمجھے۔',
      },
      {
        by: 'chair',
        en: 'And it says that when we are wrong, we will say so in the same voice that made the promise.',
        ur: 'اور یہ کہ جب ہم غلط ہوں گے تو اسی آواز میں کہیں گے جس میں وعدہ کیا تھا۔',
      },
      {
        by: 'chair',
        en: 'They may slow the picture, and they may cut the line, but a word once heard is never taken back.',
        ur: 'وہ تصویر سست کر سکتے ہیں، لائن کاٹ سکتے ہیں، مگر سنا ہوا لفظ واپس نہیں لیا جا سکتا۔',
      },
      {
        by: 'chair',
        en: 'What you heard tonight is yours; tell it at breakfast, tell it on the bus, tell it to those who disagree.',
        ur: 'جو آپ نے آج سنا وہ آپ کا ہے؛ ناشتے پر بتائیے، بس میں بتائیے، اختلاف کرنے والوں کو بتائیے۔',
      },
      {
        by: 'chair',
        en: 'Keep the lantern in the window, and a place at the table for those who come late.',
        ur: 'فانوس کھڑکی میں رکھیے، اور دیر سے آنے والوں کے لیے دسترخوان پر جگہ۔',
      },
    ],
  },
  {
    id: 'anthem',
    title: { en: 'One small flame', ur: 'ایک ننھی لو' },
    lines: [
      {
        by: 'host',
        en: 'In a moment we sing the anthem of the Assembly; its words are in the library, under songs.',
        ur: 'کچھ ہی دیر میں ہم مجلس کا ترانہ گائیں گے؛ اس کے بول کتب خانے میں نغموں کے تحت ہیں۔',
      },
      {
        by: 'host',
        en: 'It begins softly: one small flame, one open door, one road that leads us home.',
        ur: 'یہ دھیمے سے شروع ہوتا ہے: ایک ننھی لو، ایک کھلا در، ایک راہ جو گھر لے جائے۔',
      },
      {
        by: 'host',
        en: 'Sing it where you are, however quietly; a whole country can hum under its breath.',
        ur: 'جہاں ہیں وہیں گائیے، خواہ کتنا ہی آہستہ؛ پورا ملک زیرِ لب گنگنا سکتا ہے۔',
      },
    ],
  },
  {
    id: 'thanks',
    title: { en: 'Thank you', ur: 'شکریہ' },
    lines: [
      {
        by: 'host',
        en: 'To those who answered the telephones, and those who carried packs from hand to hand: thank you.',
        ur: 'جنہوں نے فون اٹھائے، اور جو بستے ہاتھوں ہاتھ لے گئے: ان سب کا شکریہ۔',
      },
      {
        by: 'host',
        en: 'To those who gave, to those who will give, and to those who only listened: thank you.',
        ur: 'جنہوں نے دیا، جو دیں گے، اور جنہوں نے صرف سنا: سب کا شکریہ۔',
      },
      {
        by: 'host',
        spoken: 'ur',
        en: 'Stay with us: the lantern stays lit, and the programme begins again.',
        ur: 'ہمارے ساتھ رہیے: فانوس جلتا رہے گا، اور پروگرام پھر سے شروع ہوتا ہے۔',
      },
    ],
  },
]
