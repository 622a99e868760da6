import type { Language } from '../../shared/language.ts'

const en = {
  title: 'This phone',
  lead: 'How Sada lives on this phone. Nothing here is sent anywhere.',
  storage: 'What is stored, and how to erase it',
}

const ur: typeof en = {
  title: 'یہ فون',
  lead: 'صدا اس فون پر کیسے رہے۔ یہاں کی کوئی بات کہیں نہیں بھیجی جاتی۔',
  storage: 'کیا محفوظ ہے، اور اسے کیسے مٹائیں',
}

export const phoneWords: Record<Language, typeof en> = { en, ur }
