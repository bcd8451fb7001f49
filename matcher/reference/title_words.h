// What a job title consists of once the noise of advertising is taken off; not for callers outside
// of the title coder. Pure; thread-safe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace setara {

// The words of a title, or of a listed title, without those that never tell an occupation:
// "dibutuhkan", "urgent", seniority, grades of the civil service, contract and working time,
// numbers.
std::vector<std::string> TitleWords(std::string_view title);

// The parts of a title between dashes, commas, bars and brackets that hold any word; what stands in
// brackets is left out, and what follows "di", "untuk", "for" or "at" too.
std::vector<std::vector<std::string>> TitleParts(std::string_view title);

// A word that only says "someone who works there": staff, petugas, officer, karyawan.
bool IsFiller(std::string_view word);

// A word that joins two occupations or fields: dan, and, atau, merangkap.
bool IsJoin(std::string_view word);

// A word that changes the level of the job and so the occupation: manager, kepala, asisten.
bool IsLevel(std::string_view word);

// A word that names an occupation when it comes last, as in English ("data analyst").
bool IsClosingNoun(std::string_view word);

// A word that names an occupation when it comes first, as in Indonesian ("teknisi listrik").
bool IsOpeningNoun(std::string_view word);

}  // namespace setara
