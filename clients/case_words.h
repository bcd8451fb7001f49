// Words of return-to-work cases that are no enums of the contract. Pure; thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "clients/language.h"
#include "setara/v1/case_event.pb.h"

namespace setara {

// "L2", "l2", "same-job-adapted", "2". nullopt: no rung.
std::optional<v1::Rung> FindRung(std::string_view word);

// "L2"; "" for the unspecified one.
std::string RungCode(v1::Rung rung);

// "FORM_3KK1" -> "Formulir 3-KK1 (tahap I)"; an unknown word stands for itself.
std::string DocumentLabel(TextLanguage language, std::string_view word);

// "FIT_NOTE" for "fit-note"; case, "-" and "_" do not matter. Whether there is such a document the
// server says.
std::string DocumentWord(std::string_view typed);

// What a rule rests on: "L" is law, "B" practice of BPJS, "D" Setara's default, "O" what who
// operates the server set in its place, in words, since no letter or colour says it by itself. ""
// for "".
std::string MarkText(TextLanguage language, std::string_view mark);

// The basis with what it rests on in front, "hukum: UU 8/2016 pasal 49", where it does not begin
// with that itself ("Ketentuan Setara, dapat diatur").
std::string BasisText(TextLanguage language, std::string_view mark, const std::string& basis);

}  // namespace setara
