export type Signal = "go" | "wait" | "stop";

const tunes: Record<Signal, [frequency: number, at: number, length: number][]> = {
  go: [
    [880, 0, 0.09],
    [1320, 0.1, 0.16],
  ],
  wait: [
    [620, 0, 0.14],
    [620, 0.2, 0.14],
  ],
  stop: [[220, 0, 0.4]],
};
const pulses: Record<Signal, number[]> = { go: [60], wait: [60, 80, 60], stop: [280] };
let audio: AudioContext | null = null;

/** Plays a sound and vibrates for a verdict, where the device supports it. */
export function sound(signal: Signal): void {
  try {
    audio ??= new AudioContext();
    void audio.resume();
    for (const [frequency, at, length] of tunes[signal]) {
      const tone = audio.createOscillator();
      const volume = audio.createGain();
      const start = audio.currentTime + at;
      tone.type = signal === "stop" ? "square" : "sine";
      tone.frequency.value = frequency;
      volume.gain.setValueAtTime(0.18, start);
      volume.gain.exponentialRampToValueAtTime(0.001, start + length);
      tone.connect(volume).connect(audio.destination);
      tone.start(start);
      tone.stop(start + length);
    }
  } catch {
    // Sound is optional; the verdict is on the screen anyway.
  }
  navigator.vibrate?.(pulses[signal]);
}
