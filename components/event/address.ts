/** Keeps a choice of this page in its address, without a new entry in the history: a link or a reload shows the same. */
export const keepInAddress = (name: string, value: string | null): void => {
  const address = new URL(location.href);
  if (value === null) address.searchParams.delete(name);
  else address.searchParams.set(name, value);
  history.replaceState(null, "", address);
};
