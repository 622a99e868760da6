import type { Language } from '../language.ts'

interface CarrierWords {
  language: string
  edition: (n: number, date: string) => string
  warning: string
  warningMore: string
  how: string
  listen: string
  sealed: string
  hidden: string
}

/** What a carrier's page says around an edition's own words. */
export const carrierWords: Record<Language, CarrierWords> = {
  en: {
    language: 'English',
    edition: (n, date) => `Edition ${n}, ${date}`,
    warning: 'This copy cannot check itself.',
    warningMore:
      'Anybody could have changed a page like this. Sada checks the signature of every word before showing it. Never pay into an account because of a page like this one: accounts are shown inside Sada only.',
    how: 'To open it in Sada: share this file to Sada, or choose it under Packs, Open a pack. It works with no connection.',
    listen: 'Sound or film: to be heard and seen in Sada.',
    sealed: 'Sealed in this file: opens in Sada with its code, once that is given out.',
    hidden: '[account: shown in Sada only]',
  },
  ur: {
    language: 'اردو',
    edition: (n, date) => `ایڈیشن ${n}، ${date}`,
    warning: 'یہ نقل اپنی جانچ خود نہیں کر سکتی۔',
    warningMore:
      'ایسے صفحے کو کوئی بھی بدل سکتا ہے۔ صدا ہر لفظ دکھانے سے پہلے اس کے دستخط جانچتی ہے۔ ایسے صفحے کی بنا پر کسی اکاؤنٹ میں رقم نہ بھیجیں: اکاؤنٹ صرف صدا کے اندر دکھائے جاتے ہیں۔',
    how: 'صدا میں کھولنے کے لیے: یہ فائل صدا کے ساتھ شیئر کریں، یا پیک میں جا کر ”پیک کھولیں“ سے چنیں۔ رابطے کے بغیر بھی کام کرتا ہے۔',
    listen: 'آواز یا فلم: صدا میں سنیں اور دیکھیں۔',
    sealed: 'یہ حصہ اس فائل میں مہربند ہے: کوڈ جاری ہونے پر صدا میں اسی سے کھلے گا۔',
    hidden: '[اکاؤنٹ: صرف صدا میں دکھایا جاتا ہے]',
  },
}
