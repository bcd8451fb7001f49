// Consents, disclosures and candidates as tables. Nothing here is thread-safe.
#pragma once

#include "clients/app.h"
#include "clients/table.h"
#include "setara/v1/consent.pb.h"

namespace setara {

void PrintConsents(App& app, const v1::ListConsentsResponse& response);
// With what had been shown, for people.
void PrintWithdrawal(App& app, const v1::WithdrawConsentResponse& response);
void PrintCandidates(App& app, const v1::ListCandidatesResponse& response);

Table DisclosureTable(const App& app,
                      const google::protobuf::RepeatedPtrField<v1::Disclosure>& disclosures);

// "nama dan kontak, akomodasi", and "DATA_CLASS_IDENTITY;..." for programs.
Cell ClassesCell(const App& app, const google::protobuf::RepeatedField<int>& classes);

}  // namespace setara
