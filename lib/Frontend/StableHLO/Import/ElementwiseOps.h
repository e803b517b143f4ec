//===- ElementwiseOps.h - the list of elementwise ops ---------------------===//
#ifndef TP_LIB_FRONTEND_STABLEHLO_IMPORT_ELEMENTWISEOPS_H
#define TP_LIB_FRONTEND_STABLEHLO_IMPORT_ELEMENTWISEOPS_H

#include "tp/Frontend/StableHLO/CHLO.h"
#include "tp/Frontend/StableHLO/StableHLO.h"

namespace tp::frontend {

/// A list of op classes.
template <typename... OpTs> struct OpList {};

/// Every op whose result's elements depend on one element of each operand.
using ElementwiseOps =
    OpList<stablehlo::AbsOp, stablehlo::AddOp, stablehlo::AndOp,
           stablehlo::Atan2Op, stablehlo::CbrtOp, stablehlo::CeilOp,
           stablehlo::ClampOp, stablehlo::CompareOp, stablehlo::ConvertOp,
           stablehlo::CosineOp, stablehlo::CountLeadingZerosOp,
           stablehlo::DivOp, stablehlo::ExpOp, stablehlo::Expm1Op,
           stablehlo::FloorOp, stablehlo::IsFiniteOp, stablehlo::Log1pOp,
           stablehlo::LogOp, stablehlo::LogisticOp, stablehlo::MaxOp,
           stablehlo::MinOp, stablehlo::MulOp, stablehlo::NegOp,
           stablehlo::NotOp, stablehlo::OrOp, stablehlo::PopulationCountOp,
           stablehlo::PowOp, stablehlo::ReducePrecisionOp, stablehlo::RemOp,
           stablehlo::RoundNearestEvenOp, stablehlo::RoundOp,
           stablehlo::RsqrtOp, stablehlo::SelectOp, stablehlo::ShiftLeftOp,
           stablehlo::ShiftRightArithmeticOp, stablehlo::ShiftRightLogicalOp,
           stablehlo::SignOp, stablehlo::SineOp, stablehlo::SqrtOp,
           stablehlo::SubtractOp, stablehlo::TanOp, stablehlo::TanhOp,
           stablehlo::XorOp, chlo::AcosOp, chlo::AcoshOp, chlo::AsinOp,
           chlo::AsinhOp, chlo::AtanOp, chlo::AtanhOp, chlo::BesselI1eOp,
           chlo::CoshOp, chlo::DigammaOp, chlo::ErfInvOp, chlo::ErfOp,
           chlo::ErfcOp, chlo::IsInfOp, chlo::IsNegInfOp, chlo::IsPosInfOp,
           chlo::LgammaOp, chlo::MulhiOp, chlo::NextAfterOp, chlo::PolygammaOp,
           chlo::SinhOp, chlo::SquareOp, chlo::TanOp, chlo::ZetaOp>;

} // namespace tp::frontend

#endif // TP_LIB_FRONTEND_STABLEHLO_IMPORT_ELEMENTWISEOPS_H
