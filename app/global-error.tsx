"use client";

import "./globals.css";
import ErrorPage from "./error.tsx";

/** When even the frame of the page is broken: the same words without it. */
export default function GlobalErrorPage(props: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <html lang="fr">
      <body>
        <main>
          <ErrorPage {...props} />
        </main>
      </body>
    </html>
  );
}
