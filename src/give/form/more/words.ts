import type { Commitment } from '../../../shared/commitment.ts'
import type { Language } from '../../../shared/language.ts'
import type { FieldError } from '../validate.ts'

/** What the form says beyond the words every visit loads. */
const en = {
  submit: {
    now: (amount: string) => `Give ${amount}`,
    pledge: (amount: string) => `Pledge ${amount}`,
    monthly: (amount: string) => `Give ${amount} every month`,
  } satisfies Record<Commitment, unknown>,
  lakhs: 'Write large amounts in lakh and crore',
  fee: (costs: string) => `This way of paying costs ${costs}.`,
  coverFee: (fee: string) => `Add ${fee} for it, so that my whole gift arrives`,
  toPay: (total: string) => `You pay ${total}.`,
  plus: (a: string, b: string) => `${a} and ${b}`,
  choose: 'Choose…',
  identityHint: (example: string) =>
    `Such as ${example}. Sealed with the rest; never kept on this phone, not even with what you typed.`,
  tribute: {
    title: 'In tribute',
    none: 'No',
    honour: 'In honour of',
    memory: 'In memory of',
    name: 'Their name',
  },
  errors: {
    offline: 'A card needs a connection. Choose another way, or wait for the link.',
    'contact-missing': 'A phone number or e-mail address is needed for this.',
    'contact-form': 'This is neither a phone number nor an e-mail address.',
    'field-missing': 'This is needed.',
    'field-form': 'This number is not as it must be. Compare it with the example.',
    'tribute-missing': 'Write their name.',
  } satisfies Partial<Record<FieldError, string>>,
}

const ur: typeof en = {
  submit: {
    now: (amount) => `${amount} عطیہ دیں`,
    pledge: (amount) => `${amount} کا وعدہ کریں`,
    monthly: (amount) => `ہر مہینے ${amount} عطیہ دیں`,
  },
  lakhs: 'بڑی رقمیں لاکھ اور کروڑ میں لکھیں',
  fee: (costs) => `اس طریقے پر ${costs} خرچ آتا ہے۔`,
  coverFee: (fee) => `اس کے لیے ${fee} اوپر سے دوں گا / دوں گی، تاکہ میرا پورا عطیہ پہنچے`,
  toPay: (total) => `آپ کل ${total} ادا کریں گے۔`,
  plus: (a, b) => `${a} اور ${b}`,
  choose: 'چنیں…',
  identityHint: (example) =>
    `جیسے ${example}۔ باقی معلومات کے ساتھ مہربند ہوتا ہے؛ اس فون پر کبھی محفوظ نہیں رہتا، لکھے ہوئے مسودے میں بھی نہیں۔`,
  tribute: {
    title: 'کسی کے نام',
    none: 'نہیں',
    honour: 'کسی کے اعزاز میں',
    memory: 'کسی کی یاد میں',
    name: 'ان کا نام',
  },
  errors: {
    offline: 'کارڈ کے لیے رابطہ ضروری ہے۔ کوئی اور طریقہ چنیں، یا رابطے کا انتظار کریں۔',
    'contact-missing': 'اس کے لیے فون نمبر یا ای میل پتہ ضروری ہے۔',
    'contact-form': 'یہ نہ فون نمبر ہے نہ ای میل پتہ۔',
    'field-missing': 'یہ ضروری ہے۔',
    'field-form': 'یہ نمبر اپنی درست شکل میں نہیں۔ اسے مثال سے ملا کر دیکھیں۔',
    'tribute-missing': 'ان کا نام لکھیں۔',
  },
}

export const moreWords: Record<Language, typeof en> = { en, ur }
