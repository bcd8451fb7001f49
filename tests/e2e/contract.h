// The whole contract with its stubs, and what reading it costs: precompiled for the tests of this
// folder, so nothing of ours is in it.
#pragma once

#include <gmock/gmock.h>
#include <google/protobuf/text_format.h>
#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/grpcpp.h>
#include <gtest/gtest.h>

#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"
#include "setara/v1/account.grpc.pb.h"
#include "setara/v1/audit.grpc.pb.h"
#include "setara/v1/break_glass.grpc.pb.h"
#include "setara/v1/case.grpc.pb.h"
#include "setara/v1/case_hand_over.grpc.pb.h"
#include "setara/v1/case_report.grpc.pb.h"
#include "setara/v1/consent.grpc.pb.h"
#include "setara/v1/employer.grpc.pb.h"
#include "setara/v1/evidence.grpc.pb.h"
#include "setara/v1/import.grpc.pb.h"
#include "setara/v1/match.grpc.pb.h"
#include "setara/v1/notice.grpc.pb.h"
#include "setara/v1/opening.grpc.pb.h"
#include "setara/v1/participation.grpc.pb.h"
#include "setara/v1/placement.grpc.pb.h"
#include "setara/v1/quota.grpc.pb.h"
#include "setara/v1/quota_projection.grpc.pb.h"
#include "setara/v1/quota_rule.grpc.pb.h"
#include "setara/v1/reference.grpc.pb.h"
#include "setara/v1/register.grpc.pb.h"
#include "setara/v1/rights.grpc.pb.h"
#include "setara/v1/screening.grpc.pb.h"
#include "setara/v1/seeker.grpc.pb.h"
#include "setara/v1/shortfall.grpc.pb.h"
