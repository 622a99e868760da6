import type { Language } from '../shared/language.ts'

/** Words of the code to scan and the slip. Apart from the catalogues, since they come late, with what they belong to. */
interface PaymentWords {
  codeLabel: string
  codes: Record<'raast' | 'merchant' | 'sepa', string>
  slip: string
  slipSaved: string
  slipFailed: string
}

export const paymentWords: Record<Language, PaymentWords> = {
  en: {
    codeLabel: 'QR code for paying this donation',
    codes: {
      raast:
        'Scan with any bank’s app that takes Raast. Account and amount fill in by themselves; add the reference yourself.',
      merchant: 'Scan with your bank’s or wallet’s app. Amount and reference fill in by themselves.',
      sepa: 'Scan with your bank’s app. Account, amount and reference fill in by themselves.',
    },
    slip: 'Save or share this as a picture',
    slipSaved: 'Saved',
    slipFailed: 'This browser cannot draw the picture. Take a screenshot instead.',
  },
  ur: {
    codeLabel: 'یہ عطیہ ادا کرنے کا کیو آر کوڈ',
    codes: {
      raast:
        'راست لینے والی کسی بھی بینک ایپ سے اسکین کریں۔ اکاؤنٹ اور رقم خود بھر جائیں گے؛ حوالہ آپ خود لکھیں۔',
      merchant: 'اپنے بینک یا والٹ کی ایپ سے اسکین کریں۔ رقم اور حوالہ خود بھر جائیں گے۔',
      sepa: 'اپنے بینک کی ایپ سے اسکین کریں۔ اکاؤنٹ، رقم اور حوالہ خود بھر جائیں گے۔',
    },
    slip: 'اسے تصویر کی صورت میں محفوظ یا شیئر کریں',
    slipSaved: 'محفوظ ہو گئی',
    slipFailed: 'یہ براؤزر تصویر نہیں بنا سکتا۔ اس کی جگہ اسکرین شاٹ لے لیں۔',
  },
}
