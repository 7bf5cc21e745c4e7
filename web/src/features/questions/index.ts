export { AnswerList } from "./components/AnswerList";
export { AnswersForm, useAnswersForm } from "./components/AnswersForm";
export { fileLink, questionsFor, questionsOnce } from "./model";
export { useQuestions } from "./queries";
