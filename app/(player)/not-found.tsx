import { PageNotFound } from "#components/shell/page-not-found.tsx";

export default function PlayerNotFound() {
  return <PageNotFound />;
}
