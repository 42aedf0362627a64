// @vitest-environment happy-dom
import { cleanup, fireEvent, screen } from "@testing-library/react";
import { beforeAll, expect, it } from "vitest";
import { renderOnPage } from "#components/testing/render.tsx";
import { TRADING_VIEWS_COOKIE } from "#lib/core/cookies.ts";
import { SavedViews } from "./saved-views.tsx";
import { readViews, type SavedView } from "./views.ts";

// The cookie is one of the back office.
beforeAll(() => window.history.pushState({}, "", "/admin/trading"));

const shown = (query: string, saved: SavedView[] = []) =>
  renderOnPage(<SavedViews query={query} saved={saved} />);

const kept = (): SavedView[] =>
  readViews(
    document.cookie
      .split("; ")
      .find((each) => each.startsWith(`${TRADING_VIEWS_COOKIE}=`))
      ?.slice(TRADING_VIEWS_COOKIE.length + 1),
  );

it("names the filter on the page, which is a press away from then on", () => {
  shown("show=live&sport=tennis");
  fireEvent.click(screen.getByRole("button", { name: "Save this view" }));
  fireEvent.change(screen.getByLabelText("Name"), { target: { value: " Live tennis " } });
  fireEvent.submit(screen.getByLabelText("Name"));
  const link = screen.getByRole("link", { name: "Live tennis" });
  expect(link.getAttribute("href")).toBe("/admin/trading?show=live&sport=tennis");
  expect(link.getAttribute("aria-current")).toBe("true");
  expect(kept()).toEqual([{ name: "Live tennis", query: "show=live&sport=tennis" }]);

  cleanup();
  shown("show=bet", kept());
  expect(screen.getByRole("link", { name: "Live tennis" }).getAttribute("aria-current")).toBeNull();
  expect(screen.getByRole("button", { name: "Save this view" })).toBeTruthy();
});

it("removes the view on the page, and offers nothing where nothing is filtered", () => {
  shown("show=live", [{ name: "Live", query: "show=live" }]);
  fireEvent.click(screen.getByRole("button", { name: "Remove view Live" }));
  expect(screen.queryByRole("link", { name: "Live" })).toBeNull();
  expect(kept()).toEqual([]);
  cleanup();
  shown("");
  expect(screen.queryByRole("button")).toBeNull();
});
