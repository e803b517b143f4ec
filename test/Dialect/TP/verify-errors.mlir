// Is every rule of docs/Semantics.md that a verifier checks, checked?
// RUN: tp-opt %s --split-input-file --verify-diagnostics

// expected-error @below {{mesh axis "x" is declared twice}}
tp.mesh @s1_axis_declared_twice <["x"=2, "x"=4]>

// -----

// expected-error @below {{mesh axis "x" has size 0, expected at least 1}}
tp.mesh @s2_axis_of_size_0 <["x"=0]>

// -----

// expected-error @below {{mesh has more than 2147483647 ranks}}
tp.mesh @s2_too_many_ranks <["x"=65536, "y"=65536]>

// -----

// expected-note @below {{the mesh is declared here}}
tp.mesh @m <["x"=2]>
// expected-error @below {{argument #0 names axis "y", which mesh @m does not have}}
func.func @s3_no_such_axis(%a: tensor<4xf32> {tp.sharding = #tp.sharding<@m, [{"y"}]>}) { return }

// -----

tp.mesh @m <["x"=2]>
// expected-error @below {{argument #0 splits dimension 1 over axis "x" already used by dimension 0}}
func.func @s4_axis_used_twice(%a: tensor<4x4xf32> {tp.sharding = #tp.sharding<@m, [{"x"}, {"x"}]>}) { return }

// -----

tp.mesh @m <["x"=12]>
// expected-error @below {{argument #0 splits dimension 1 over axis "x" already used by dimension 0}}
func.func @s4_thirds_and_other_thirds(%a: tensor<4x4xf32> {tp.sharding = #tp.sharding<@m, [{"x":(1)3}, {"x":(4)3}]>}) { return }

// -----

tp.mesh @m <["x"=4]>
// expected-error @below {{result #0 splits the partial axes over axis "x" already used by dimension 0}}
func.func private @s4_sub_axes_overlap() -> (tensor<4xf32> {tp.sharding = #tp.sharding<@m, [{"x":(1)2}], partial = {"x": sum}>})

// -----

tp.mesh @m <["x"=2]>
// expected-error @below {{argument #0 sharding has 1 dimensions, the tensor has 2}}
func.func @s5_rank(%a: tensor<4x4xf32> {tp.sharding = #tp.sharding<@m, [{"x"}]>}) { return }

// -----

// expected-note @below {{the mesh is declared here}}
tp.mesh @m <["x"=6]>
// expected-error @below {{argument #0 names sub-axis "x":(2)2, which does not divide axis size 6}}
func.func @s6_sub_axis(%a: tensor<4xf32> {tp.sharding = #tp.sharding<@m, [{"x":(2)2}]>}) { return }

// -----

tp.mesh @m <["x"=2]>
// expected-error @below {{granule is 0, expected at least 1}}
func.func @s7_granule(%a: tensor<4xf32> {tp.sharding = #tp.sharding<@m, [{"x" by 0}]>}) { return }

// -----

// expected-error @below {{argument #0 names mesh @gone, which is not declared}}
func.func @s8_no_mesh(%a: tensor<4xf32> {tp.sharding = #tp.sharding<@gone, [{}]>}) { return }

// -----

func.func @s8_constrain_no_mesh(%a: tensor<4xf32>) {
  // expected-error @below {{names mesh @gone, which is not declared}}
  %0 = tp.constrain %a to <@gone, [{}]> : tensor<4xf32>
  return
}

// -----

tp.mesh @m <["x"=2]>
func.func @s9_list_length(%a: tensor<4xf32>) {
  // expected-error @below {{tp.shardings has 2 shardings for 1 results}}
  %0 = math.exp %a {tp.shardings = [#tp.sharding<@m, [{}]>, #tp.sharding<@m, [{}]>]} : tensor<4xf32>
  return
}

// -----

tp.mesh @m <["x"=2]>
func.func @s10_gather_extent(%a: tensor<4xf32>) {
  // expected-error @below {{gives extent 4 in dimension 0 for 4 split or joined over 2 ranks}}
  %0 = tp.all_gather %a dim 0 over @m ["x"] : tensor<4xf32> -> tensor<4xf32>
  return
}

// -----

tp.mesh @m <["x"=2]>
func.func @s10_gather_dim(%a: tensor<4xf32>) {
  // expected-error @below {{works on dimension 1 of a tensor of rank 1}}
  %0 = tp.all_gather %a dim 1 over @m ["x"] : tensor<4xf32> -> tensor<8xf32>
  return
}

// -----

tp.mesh @m <["x"=2]>
func.func @s10_all_to_all(%a: tensor<3x4xf32>) {
  // expected-error @below {{splits extent 3 over 2 ranks}}
  %0 = tp.all_to_all %a split 0 concat 1 over @m ["x"] : tensor<3x4xf32> -> tensor<1x8xf32>
  return
}

// -----

tp.mesh @m <["x"=2]>
func.func @s11_targets(%a: tensor<3x4xf32>) {
  // expected-error @below {{has targets that are no permutation: 0 is outside the group or named twice}}
  %0 = tp.permute %a to [0, 0] over @m ["x"] : tensor<3x4xf32>
  return
}
