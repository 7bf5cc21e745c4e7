import { act, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, it, vi } from "vitest";
import { Viewfinder } from "./Viewfinder";

vi.mock("barcode-detector/ponyfill", () => ({
  prepareZXingModule: () => undefined,
  BarcodeDetector: class {
    detect() {
      return Promise.resolve([]);
    }
  },
}));
vi.mock("zxing-wasm/reader/zxing_reader.wasm?url", () => ({ default: "/reader.wasm" }));

/** A fake camera with or without a torch. */
function camera(hasTorch: boolean) {
  const track = {
    getCapabilities: () => ({ torch: hasTorch }),
    applyConstraints: vi.fn(() => Promise.resolve()),
    stop: vi.fn(),
  };
  const stream = { getVideoTracks: () => [track], getTracks: () => [track] };
  Object.defineProperty(navigator, "mediaDevices", {
    configurable: true,
    value: { getUserMedia: () => Promise.resolve(stream) },
  });
  return track;
}

beforeEach(() => {
  HTMLMediaElement.prototype.play = () => Promise.resolve();
  Object.defineProperty(HTMLMediaElement.prototype, "srcObject", {
    configurable: true,
    set: () => undefined,
  });
});

it("lights the torch and puts it out, where the camera has one", async () => {
  const track = camera(true);
  render(<Viewfinder onCode={() => undefined} />);
  await userEvent.click(screen.getByRole("button", { name: "Start the camera" }));
  await userEvent.click(await screen.findByRole("button", { name: "Flashlight on" }));
  expect(track.applyConstraints).toHaveBeenLastCalledWith({ advanced: [{ torch: true }] });
  await userEvent.click(await screen.findByRole("button", { name: "Flashlight off" }));
  expect(track.applyConstraints).toHaveBeenLastCalledWith({ advanced: [{ torch: false }] });
});

it("shows no torch where the camera has none, and takes it away where it fails", async () => {
  camera(false);
  const { unmount } = render(<Viewfinder onCode={() => undefined} />);
  await userEvent.click(screen.getByRole("button", { name: "Start the camera" }));
  await screen.findByRole("button", { name: "Stop camera" });
  expect(screen.queryByRole("button", { name: "Flashlight on" })).not.toBeInTheDocument();
  unmount();
  const track = camera(true);
  track.applyConstraints.mockImplementation(() => Promise.reject(new Error("busy")));
  render(<Viewfinder onCode={() => undefined} />);
  await userEvent.click(screen.getByRole("button", { name: "Start the camera" }));
  await userEvent.click(await screen.findByRole("button", { name: "Flashlight on" }));
  await act(() => Promise.resolve());
  expect(screen.queryByRole("button", { name: "Flashlight on" })).not.toBeInTheDocument();
});
