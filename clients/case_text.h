// Cases as people read them: where each stands, what comes next and on what basis.
#pragma once

#include <google/protobuf/repeated_field.h>
#include <google/protobuf/timestamp.pb.h>

#include <string>

#include "clients/app.h"
#include "clients/labels.h"
#include "setara/v1/case.pb.h"

namespace setara {

void PrintCases(App& app, const v1::ListCasesResponse& response);

// One case whole: its head, what is next, its deadlines and its log by day. events: oldest first.
// known_at: what was recorded later is left out; null: all. Programs get the case alone.
struct CaseFile {
  v1::Case record;
  google::protobuf::RepeatedPtrField<v1::CaseEvent> events;
  v1::ListCaseDeadlinesResponse deadlines;
  const google::protobuf::Timestamp* known_at = nullptr;
  google::protobuf::Timestamp now;
};
void PrintCaseFile(App& app, const CaseFile& file);
// The same as one text, for people. width: columns of the terminal, 0 = no limit.
std::string CaseFileText(App& app, Labels& labels, const CaseFile& file, size_t width);

// After a fact or a move: where the case stands and which moves are open now. Programs get the
// case.
void PrintCaseStep(App& app, const v1::Case& after);

// Every move from here, and for each what it still needs with its basis, one line a rule.
std::string NextMovesText(const App& app, const v1::Case& record, size_t width);

// "persetujuan pekerja belum ditandatangani [hukum: Permenaker 5/2021 ...]".
std::string MissingText(TextLanguage language, const v1::MissingGuard& missing);

}  // namespace setara
