// The nouns of the command line: each adds its verbs, which set App::command when chosen.
#pragma once

#include <CLI/CLI.hpp>

#include "clients/app.h"

namespace setara {

void AddOpenings(CLI::App& root, App& app);
void AddSeekers(CLI::App& root, App& app);
void AddEmployers(CLI::App& root, App& app);
void AddMatch(CLI::App& root, App& app);
void AddQuota(CLI::App& root, App& app);
void AddRegister(CLI::App& root, App& app);
void AddReference(CLI::App& root, App& app);
void AddImport(CLI::App& root, App& app);
void AddAudit(CLI::App& root, App& app);
void AddBreakGlass(CLI::App& root, App& app);
void AddExport(CLI::App& root, App& app);
void AddSignIn(CLI::App& root, App& app);
void AddAccounts(CLI::App& root, App& app);
void AddTokens(CLI::App& root, App& app);
void AddConsents(CLI::App& root, App& app);
void AddCandidates(CLI::App& root, App& app);
void AddRights(CLI::App& root, App& app);
void AddReferrals(CLI::App& root, App& app);
// Its parts, each in a file of its own; AddReferrals calls them.
void AddReferralSteps(CLI::App* noun, App& app);
void AddReferralLists(CLI::App* noun, App& app);
void AddParticipation(CLI::App* noun, App& app);
void AddBreaches(CLI::App& root, App& app);
void AddNotices(CLI::App& root, App& app);
void AddCases(CLI::App& root, App& app);
void AddInfo(CLI::App& root, App& app);

}  // namespace setara
