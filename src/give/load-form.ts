/** The form, and what seals what is written in it: late code, which comes with the giving file and is kept with it (`app/start-services.ts`). */
export const loadForm = async () => {
  const [form] = await Promise.all([import('./form/GiveForm.tsx'), import('../shared/sealing.ts')])
  return form
}
