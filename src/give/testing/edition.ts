import type { Giving } from '../../shared/giving.ts'
import type { EditionReader } from '../../shared/reader.ts'

/** Keys are whole P-256 points of keys nobody uses; the tests that open something make their own. */
const point = 'BC8oJ5IFEi-1TY0bbhxLSnWKypVU6GqVFcN6RXCkxj8lhoXQQ3Qx-vnxTC03XAmKM45tFkLFj3VJCgWrMAZDu70'

/** A giving file with two currencies, every commitment, one required and one optional declaration. */
export const sampleGiving: Giving = {
  format: 'sada-giving/1',
  organisation: 'lantern-assembly',
  currencies: [
    { code: 'PKR', presets: [50_000, 150_000, 500_000], minimum: 10_000, maximum: 100_000_000 },
    { code: 'USD', presets: [2000, 5000], minimum: 500, maximum: 500_000 },
  ],
  commitments: ['now', 'pledge', 'monthly'],
  pledgeDays: 90,
  methods: [
    {
      id: 'bank-pkr',
      name: { en: 'Bank transfer', ur: 'بینک ٹرانسفر' },
      currency: 'PKR',
      account: {
        title: 'Lantern Assembly',
        bank: { en: 'Bank of the Invented Valley', ur: 'فرضی وادی بینک' },
        iban: 'PK29SADA0000001123456702',
      },
      instructions: { en: 'Transfer in your bank’s app.', ur: 'اپنے بینک کی ایپ سے منتقل کریں۔' },
    },
    {
      id: 'wallet-pkr',
      name: { en: 'Wallet', ur: 'والٹ' },
      currency: 'PKR',
      account: {
        title: 'Lantern Assembly',
        bank: { en: 'Invented Wallet', ur: 'فرضی والٹ' },
        number: '03000000000',
      },
      instructions: { en: 'Send from your wallet.', ur: 'اپنے والٹ سے بھیجیں۔' },
    },
    {
      id: 'bank-usd',
      name: { en: 'Transfer from abroad', ur: 'بیرونِ ملک سے منتقلی' },
      currency: 'USD',
      account: {
        title: 'Lantern Assembly',
        bank: { en: 'Bank of the Invented Valley', ur: 'فرضی وادی بینک' },
        iban: 'PK29SADA0000001123456702',
        bic: 'INVTPKKA',
      },
      instructions: {
        en: 'Ask your bank for an international transfer.',
        ur: 'اپنے بینک سے بین الاقوامی منتقلی کا کہیں۔',
      },
    },
  ],
  declarations: [
    {
      id: 'own-funds',
      version: 1,
      text: {
        en: 'I am over 18 and give from my own funds.',
        ur: 'میری عمر ۱۸ سال سے زیادہ ہے اور رقم میری اپنی ہے۔',
      },
      required: true,
    },
    {
      id: 'news',
      version: 2,
      text: { en: 'The organisation may write to me.', ur: 'تنظیم مجھ سے رابطہ کر سکتی ہے۔' },
      required: false,
    },
  ],
  sealingKey: point,
  gatewayKeys: [point],
  gateways: ['http://127.0.0.1:9/'],
}

const notice = { en: 'All of it is invented.', ur: 'یہ سب فرضی ہے۔' }

/** A verified edition with a giving file, and no other content. */
export const sampleReader = (giving: Giving | null, freshUntil = '2999-01-01T00:00:00Z'): EditionReader => ({
  manifest: {
    format: 'sada-edition/1',
    organisation: 'lantern-assembly',
    edition: 1,
    issued: '2024-01-07T12:00:00Z',
    freshUntil,
    minimumApp: 1,
    files: [],
  },
  content: {
    format: 'sada-content/1',
    organisation: { name: { en: 'Lantern Assembly', ur: 'مجلسِ فانوس' }, notice },
    event: { title: notice, starts: '2024-01-07T16:00:00Z', ends: '2024-01-07T20:00:00Z' },
    broadcasts: [],
    mirrors: [],
    programme: [],
    items: [],
  },
  giving,
  has: () => false,
  file: () => Promise.reject(new Error('no files')),
})

const both = (text: string) => ({ en: text, ur: `${text} (ur)` })

/** The same with all that a form can ask: conditions, fees, a card page, tribute. */
export const richGiving: Giving = {
  ...sampleGiving,
  terms: 3,
  methods: [
    ...sampleGiving.methods.map((method) =>
      method.id === 'wallet-pkr' ? { ...method, fee: { basisPoints: 150, fixed: 500 } } : method,
    ),
    {
      id: 'card-pkr',
      type: 'card',
      checkout: 'https://pay.example',
      name: both('Card'),
      currency: 'PKR',
      account: { title: 'Lantern Assembly', bank: both('Invented Checkout') },
      instructions: both('Pay on the next page.'),
    },
  ],
  declarations: [
    ...sampleGiving.declarations,
    {
      id: 'citizen',
      version: 4,
      text: both('I am a citizen.'),
      required: true,
      when: { residence: 'overseas' },
    },
  ],
  form: {
    tribute: true,
    contactRequired: { commitment: ['monthly'] },
    fields: [
      {
        id: 'cnic',
        type: 'identity',
        label: both('Identity number'),
        pattern: '[1-7]\\d{12}',
        example: '12345-1234567-1',
        when: { residence: 'home', from: { PKR: 500_000 } },
        required: true,
      },
      {
        id: 'country',
        type: 'choice',
        label: both('Country'),
        when: { residence: 'overseas' },
        required: { from: { USD: 5000 } },
        options: [
          { value: 'ae', name: both('Emirates') },
          { value: 'gb', name: both('Britain') },
        ],
      },
      { id: 'heard', type: 'text', label: both('How you heard'), hint: both('If you like.') },
    ],
  },
}
