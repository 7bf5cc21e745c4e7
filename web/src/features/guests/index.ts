export { AnswerChip } from "./components/AnswerChip";
export { answerWord, attendanceWord } from "./model";
export { guestKeys, useAnswerFor, useChangeGuest, useFoundGuests, useGuestsLive } from "./queries";
