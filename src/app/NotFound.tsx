import { useText } from '../ui/language.tsx'

export const NotFound = () => {
  const t = useText()
  return (
    <section class="stack">
      <h1>{t.pages.notFound}</h1>
      <p>
        <a class="button" href="/watch">
          {t.pages.home}
        </a>
      </p>
    </section>
  )
}
