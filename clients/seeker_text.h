// People who look for work, as a counselor reads them.
#pragma once

#include <string>

#include "clients/app.h"
#include "clients/labels.h"
#include "setara/v1/seeker.pb.h"

namespace setara {

std::vector<Column> SeekerColumns(const App& app);
std::vector<Cell> SeekerCells(App& app, Labels& labels, const v1::Seeker& seeker);

// One person whole. NIK and KPJ only by their last four digits: who needs them whole takes the
// JSON.
std::string SeekerListing(App& app, Labels& labels, const v1::Seeker& seeker);

}  // namespace setara
