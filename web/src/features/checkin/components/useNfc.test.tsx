import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, it, vi } from "vitest";
import { NfcButton } from "./NfcButton";
import { useNfc } from "./useNfc";

const readers: EventTarget[] = [];

function browserReads(isAllowed = true) {
  vi.stubGlobal(
    "NDEFReader",
    class extends EventTarget {
      scan() {
        readers.push(this);
        return isAllowed
          ? Promise.resolve()
          : Promise.reject(new DOMException("no", "NotAllowedError"));
      }
    },
  );
}

function Reader({ onTag }: { onTag: (uid: string) => void }) {
  const nfc = useNfc(onTag);
  return <NfcButton state={nfc.state} onStart={nfc.start} />;
}

afterEach(() => {
  vi.unstubAllGlobals();
  readers.length = 0;
});

it("shows nothing where the browser can't read tags", () => {
  const { container } = render(<Reader onTag={() => undefined} />);
  expect(container).toBeEmptyDOMElement();
});

it("gives the number of each tag held to the phone", async () => {
  browserReads();
  const onTag = vi.fn();
  render(<Reader onTag={onTag} />);
  await userEvent.click(screen.getByRole("button", { name: "Scan NFC tags" }));
  expect(await screen.findByRole("status")).toHaveTextContent("Hold tags");
  readers[0]?.dispatchEvent(Object.assign(new Event("reading"), { serialNumber: "04:a2:b7" }));
  expect(onTag).toHaveBeenCalledWith("04:a2:b7");
});

it("says what to do where it isn't allowed, and can be tried again", async () => {
  browserReads(false);
  render(<Reader onTag={() => undefined} />);
  await userEvent.click(screen.getByRole("button", { name: "Scan NFC tags" }));
  expect(await screen.findByRole("alert")).toHaveTextContent("allow it beside the address");
  await userEvent.click(screen.getByRole("button", { name: "Scan NFC tags" }));
  expect(readers).toHaveLength(2);
});
