// Runs before anything is drawn, so that nobody sees the wrong look or language flash by. A plain script: no imports.
{
  const root = document.documentElement;
  try {
    const theme = localStorage.getItem('transmission.theme');
    if (theme === 'dark' || theme === 'light') root.dataset.theme = theme;
    const locale = localStorage.getItem('transmission.locale');
    if (locale === 'zh' || locale === 'en') {
      root.dataset.locale = locale;
      root.lang = locale === 'zh' ? 'zh-Hans' : 'en';
    }
  } catch {
    // A browser that keeps nothing shows the standard.
  }
}
