module {
  sdy.mesh @mesh = <["x"=4]>
  func.func public @main(%a0: tensor<7x6xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"x"}, {}]>}, %a1: tensor<7x6xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}, {"x"}]>}, %a2: tensor<7x6xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"x"}, {}]>}, %a3: tensor<7x6xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}, {"x"}]>}, %a4: tensor<5x3x9xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"x"}, {}, {}]>}, %a5: tensor<5x3x9xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}, {"x"}, {}]>}, %a6: tensor<5x3x9xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}, {}, {"x"}]>}, %a7: tensor<2x130xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"x"}, {}]>}, %a8: tensor<2x130xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}, {"x"}]>}, %a9: tensor<1x6xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"x"}, {}]>}, %a10: tensor<1x6xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}, {"x"}]>}, %a11: tensor<9xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"x"}]>}, %a12: tensor<7x40xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"x"}, {}]>}, %a13: tensor<7x12xi32> {sdy.sharding = #sdy.sharding<@mesh, [{}, {"x"}]>}, %a14: tensor<7x12xui32> {sdy.sharding = #sdy.sharding<@mesh, [{"x"}, {}]>}, %a15: tensor<7x6xui8> {sdy.sharding = #sdy.sharding<@mesh, [{"x"}, {}]>}, %a16: tensor<7x6xui8> {sdy.sharding = #sdy.sharding<@mesh, [{"x"}, {}]>}, %a17: tensor<7x6xui8> {sdy.sharding = #sdy.sharding<@mesh, [{"x"}, {}]>}, %a18: tensor<7x6xui8> {sdy.sharding = #sdy.sharding<@mesh, [{"x"}, {}]>}, %a19: tensor<7x6xui8> {sdy.sharding = #sdy.sharding<@mesh, [{"x"}, {}]>}, %a20: tensor<7x6xui8> {sdy.sharding = #sdy.sharding<@mesh, [{"x"}, {}]>}, %a21: tensor<7x6xui32> {sdy.sharding = #sdy.sharding<@mesh, [{"x"}, {}]>}, %a22: tensor<7x6xui32> {sdy.sharding = #sdy.sharding<@mesh, [{"x"}, {}]>}, %a23: tensor<7x6xui32> {sdy.sharding = #sdy.sharding<@mesh, [{"x"}, {}]>}, %a24: tensor<7x6xui32> {sdy.sharding = #sdy.sharding<@mesh, [{"x"}, {}]>}, %a25: tensor<7x6xui32> {sdy.sharding = #sdy.sharding<@mesh, [{"x"}, {}]>}, %a26: tensor<7x6xui32> {sdy.sharding = #sdy.sharding<@mesh, [{"x"}, {}]>}, %a27: tensor<7x6xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"x"}, {}]>}, %a28: tensor<7x6xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"x"}, {}]>}) -> (tensor<7xf32>, tensor<7xi32>, tensor<7xf32>, tensor<7xi32>, tensor<6xf32>, tensor<6xi32>, tensor<6xf32>, tensor<6xi32>, tensor<5x9xf32>, tensor<5x9xi32>, tensor<5x9xf32>, tensor<5x9xi32>, tensor<5x9xf32>, tensor<5x9xi32>, tensor<2xf32>, tensor<2xi32>, tensor<2xf32>, tensor<2xi32>, tensor<6xf32>, tensor<6xi32>, tensor<6xf32>, tensor<6xi32>, tensor<f32>, tensor<i32>, tensor<7xf32>, tensor<7xi32>, tensor<7xi32>, tensor<7xui32>, tensor<7xui32>, tensor<7xi32>, tensor<6xui8>, tensor<7xui8>, tensor<6xui8>, tensor<7xui8>, tensor<6xui8>, tensor<7xui8>, tensor<6xui32>, tensor<7xui32>, tensor<6xui32>, tensor<7xui32>, tensor<6xui32>, tensor<7xui32>, tensor<7x6xi1>) {
    %v0 = stablehlo.iota dim = 1 : tensor<7x6xi32>
    %v1 = stablehlo.constant dense<0xFF800000> : tensor<f32>
    %v2 = stablehlo.constant dense<0> : tensor<i32>
    %v3:2 = stablehlo.reduce(%a0 init: %v1), (%v0 init: %v2) across dimensions = [1] : (tensor<7x6xf32>, tensor<7x6xi32>, tensor<f32>, tensor<i32>) -> (tensor<7xf32>, tensor<7xi32>)
     reducer(%x: tensor<f32>, %y: tensor<f32>) (%i: tensor<i32>, %j: tensor<i32>)  {
      %0 = stablehlo.compare GT, %x, %y, FLOAT : (tensor<f32>, tensor<f32>) -> tensor<i1>
      %1 = stablehlo.compare NE, %x, %x, FLOAT : (tensor<f32>, tensor<f32>) -> tensor<i1>
      %2 = stablehlo.or %0, %1 : tensor<i1>
      %3 = stablehlo.compare EQ, %x, %y, FLOAT : (tensor<f32>, tensor<f32>) -> tensor<i1>
      %4 = stablehlo.compare LT, %i, %j, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
      %5 = stablehlo.and %3, %4 : tensor<i1>
      %6 = stablehlo.or %2, %5 : tensor<i1>
      %7 = stablehlo.select %2, %x, %y : tensor<i1>, tensor<f32>
      %8 = stablehlo.select %6, %i, %j : tensor<i1>, tensor<i32>
      stablehlo.return %7, %8 : tensor<f32>, tensor<i32>
    }
    %v4 = stablehlo.iota dim = 1 : tensor<7x6xi32>
    %v5 = stablehlo.constant dense<0xFF800000> : tensor<f32>
    %v6 = stablehlo.constant dense<0> : tensor<i32>
    %v7:2 = stablehlo.reduce(%a1 init: %v5), (%v4 init: %v6) across dimensions = [1] : (tensor<7x6xf32>, tensor<7x6xi32>, tensor<f32>, tensor<i32>) -> (tensor<7xf32>, tensor<7xi32>)
     reducer(%x: tensor<f32>, %y: tensor<f32>) (%i: tensor<i32>, %j: tensor<i32>)  {
      %0 = stablehlo.compare GT, %x, %y, FLOAT : (tensor<f32>, tensor<f32>) -> tensor<i1>
      %1 = stablehlo.compare NE, %x, %x, FLOAT : (tensor<f32>, tensor<f32>) -> tensor<i1>
      %2 = stablehlo.or %0, %1 : tensor<i1>
      %3 = stablehlo.compare EQ, %x, %y, FLOAT : (tensor<f32>, tensor<f32>) -> tensor<i1>
      %4 = stablehlo.compare LT, %i, %j, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
      %5 = stablehlo.and %3, %4 : tensor<i1>
      %6 = stablehlo.or %2, %5 : tensor<i1>
      %7 = stablehlo.select %2, %x, %y : tensor<i1>, tensor<f32>
      %8 = stablehlo.select %6, %i, %j : tensor<i1>, tensor<i32>
      stablehlo.return %7, %8 : tensor<f32>, tensor<i32>
    }
    %v8 = stablehlo.iota dim = 0 : tensor<7x6xi32>
    %v9 = stablehlo.constant dense<0xFF800000> : tensor<f32>
    %v10 = stablehlo.constant dense<0> : tensor<i32>
    %v11:2 = stablehlo.reduce(%a2 init: %v9), (%v8 init: %v10) across dimensions = [0] : (tensor<7x6xf32>, tensor<7x6xi32>, tensor<f32>, tensor<i32>) -> (tensor<6xf32>, tensor<6xi32>)
     reducer(%x: tensor<f32>, %y: tensor<f32>) (%i: tensor<i32>, %j: tensor<i32>)  {
      %0 = stablehlo.compare GT, %x, %y, FLOAT : (tensor<f32>, tensor<f32>) -> tensor<i1>
      %1 = stablehlo.compare NE, %x, %x, FLOAT : (tensor<f32>, tensor<f32>) -> tensor<i1>
      %2 = stablehlo.or %0, %1 : tensor<i1>
      %3 = stablehlo.compare EQ, %x, %y, FLOAT : (tensor<f32>, tensor<f32>) -> tensor<i1>
      %4 = stablehlo.compare LT, %i, %j, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
      %5 = stablehlo.and %3, %4 : tensor<i1>
      %6 = stablehlo.or %2, %5 : tensor<i1>
      %7 = stablehlo.select %2, %x, %y : tensor<i1>, tensor<f32>
      %8 = stablehlo.select %6, %i, %j : tensor<i1>, tensor<i32>
      stablehlo.return %7, %8 : tensor<f32>, tensor<i32>
    }
    %v12 = stablehlo.iota dim = 0 : tensor<7x6xi32>
    %v13 = stablehlo.constant dense<0xFF800000> : tensor<f32>
    %v14 = stablehlo.constant dense<0> : tensor<i32>
    %v15:2 = stablehlo.reduce(%a3 init: %v13), (%v12 init: %v14) across dimensions = [0] : (tensor<7x6xf32>, tensor<7x6xi32>, tensor<f32>, tensor<i32>) -> (tensor<6xf32>, tensor<6xi32>)
     reducer(%x: tensor<f32>, %y: tensor<f32>) (%i: tensor<i32>, %j: tensor<i32>)  {
      %0 = stablehlo.compare GT, %x, %y, FLOAT : (tensor<f32>, tensor<f32>) -> tensor<i1>
      %1 = stablehlo.compare NE, %x, %x, FLOAT : (tensor<f32>, tensor<f32>) -> tensor<i1>
      %2 = stablehlo.or %0, %1 : tensor<i1>
      %3 = stablehlo.compare EQ, %x, %y, FLOAT : (tensor<f32>, tensor<f32>) -> tensor<i1>
      %4 = stablehlo.compare LT, %i, %j, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
      %5 = stablehlo.and %3, %4 : tensor<i1>
      %6 = stablehlo.or %2, %5 : tensor<i1>
      %7 = stablehlo.select %2, %x, %y : tensor<i1>, tensor<f32>
      %8 = stablehlo.select %6, %i, %j : tensor<i1>, tensor<i32>
      stablehlo.return %7, %8 : tensor<f32>, tensor<i32>
    }
    %v16 = stablehlo.iota dim = 1 : tensor<5x3x9xi32>
    %v17 = stablehlo.constant dense<0xFF800000> : tensor<f32>
    %v18 = stablehlo.constant dense<0> : tensor<i32>
    %v19:2 = stablehlo.reduce(%a4 init: %v17), (%v16 init: %v18) across dimensions = [1] : (tensor<5x3x9xf32>, tensor<5x3x9xi32>, tensor<f32>, tensor<i32>) -> (tensor<5x9xf32>, tensor<5x9xi32>)
     reducer(%x: tensor<f32>, %y: tensor<f32>) (%i: tensor<i32>, %j: tensor<i32>)  {
      %0 = stablehlo.compare GT, %x, %y, FLOAT : (tensor<f32>, tensor<f32>) -> tensor<i1>
      %1 = stablehlo.compare NE, %x, %x, FLOAT : (tensor<f32>, tensor<f32>) -> tensor<i1>
      %2 = stablehlo.or %0, %1 : tensor<i1>
      %3 = stablehlo.compare EQ, %x, %y, FLOAT : (tensor<f32>, tensor<f32>) -> tensor<i1>
      %4 = stablehlo.compare LT, %i, %j, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
      %5 = stablehlo.and %3, %4 : tensor<i1>
      %6 = stablehlo.or %2, %5 : tensor<i1>
      %7 = stablehlo.select %2, %x, %y : tensor<i1>, tensor<f32>
      %8 = stablehlo.select %6, %i, %j : tensor<i1>, tensor<i32>
      stablehlo.return %7, %8 : tensor<f32>, tensor<i32>
    }
    %v20 = stablehlo.iota dim = 1 : tensor<5x3x9xi32>
    %v21 = stablehlo.constant dense<0xFF800000> : tensor<f32>
    %v22 = stablehlo.constant dense<0> : tensor<i32>
    %v23:2 = stablehlo.reduce(%a5 init: %v21), (%v20 init: %v22) across dimensions = [1] : (tensor<5x3x9xf32>, tensor<5x3x9xi32>, tensor<f32>, tensor<i32>) -> (tensor<5x9xf32>, tensor<5x9xi32>)
     reducer(%x: tensor<f32>, %y: tensor<f32>) (%i: tensor<i32>, %j: tensor<i32>)  {
      %0 = stablehlo.compare GT, %x, %y, FLOAT : (tensor<f32>, tensor<f32>) -> tensor<i1>
      %1 = stablehlo.compare NE, %x, %x, FLOAT : (tensor<f32>, tensor<f32>) -> tensor<i1>
      %2 = stablehlo.or %0, %1 : tensor<i1>
      %3 = stablehlo.compare EQ, %x, %y, FLOAT : (tensor<f32>, tensor<f32>) -> tensor<i1>
      %4 = stablehlo.compare LT, %i, %j, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
      %5 = stablehlo.and %3, %4 : tensor<i1>
      %6 = stablehlo.or %2, %5 : tensor<i1>
      %7 = stablehlo.select %2, %x, %y : tensor<i1>, tensor<f32>
      %8 = stablehlo.select %6, %i, %j : tensor<i1>, tensor<i32>
      stablehlo.return %7, %8 : tensor<f32>, tensor<i32>
    }
    %v24 = stablehlo.iota dim = 1 : tensor<5x3x9xi32>
    %v25 = stablehlo.constant dense<0xFF800000> : tensor<f32>
    %v26 = stablehlo.constant dense<0> : tensor<i32>
    %v27:2 = stablehlo.reduce(%a6 init: %v25), (%v24 init: %v26) across dimensions = [1] : (tensor<5x3x9xf32>, tensor<5x3x9xi32>, tensor<f32>, tensor<i32>) -> (tensor<5x9xf32>, tensor<5x9xi32>)
     reducer(%x: tensor<f32>, %y: tensor<f32>) (%i: tensor<i32>, %j: tensor<i32>)  {
      %0 = stablehlo.compare GT, %x, %y, FLOAT : (tensor<f32>, tensor<f32>) -> tensor<i1>
      %1 = stablehlo.compare NE, %x, %x, FLOAT : (tensor<f32>, tensor<f32>) -> tensor<i1>
      %2 = stablehlo.or %0, %1 : tensor<i1>
      %3 = stablehlo.compare EQ, %x, %y, FLOAT : (tensor<f32>, tensor<f32>) -> tensor<i1>
      %4 = stablehlo.compare LT, %i, %j, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
      %5 = stablehlo.and %3, %4 : tensor<i1>
      %6 = stablehlo.or %2, %5 : tensor<i1>
      %7 = stablehlo.select %2, %x, %y : tensor<i1>, tensor<f32>
      %8 = stablehlo.select %6, %i, %j : tensor<i1>, tensor<i32>
      stablehlo.return %7, %8 : tensor<f32>, tensor<i32>
    }
    %v28 = stablehlo.iota dim = 1 : tensor<2x130xi32>
    %v29 = stablehlo.constant dense<0xFF800000> : tensor<f32>
    %v30 = stablehlo.constant dense<0> : tensor<i32>
    %v31:2 = stablehlo.reduce(%a7 init: %v29), (%v28 init: %v30) across dimensions = [1] : (tensor<2x130xf32>, tensor<2x130xi32>, tensor<f32>, tensor<i32>) -> (tensor<2xf32>, tensor<2xi32>)
     reducer(%x: tensor<f32>, %y: tensor<f32>) (%i: tensor<i32>, %j: tensor<i32>)  {
      %0 = stablehlo.compare GT, %x, %y, FLOAT : (tensor<f32>, tensor<f32>) -> tensor<i1>
      %1 = stablehlo.compare NE, %x, %x, FLOAT : (tensor<f32>, tensor<f32>) -> tensor<i1>
      %2 = stablehlo.or %0, %1 : tensor<i1>
      %3 = stablehlo.compare EQ, %x, %y, FLOAT : (tensor<f32>, tensor<f32>) -> tensor<i1>
      %4 = stablehlo.compare LT, %i, %j, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
      %5 = stablehlo.and %3, %4 : tensor<i1>
      %6 = stablehlo.or %2, %5 : tensor<i1>
      %7 = stablehlo.select %2, %x, %y : tensor<i1>, tensor<f32>
      %8 = stablehlo.select %6, %i, %j : tensor<i1>, tensor<i32>
      stablehlo.return %7, %8 : tensor<f32>, tensor<i32>
    }
    %v32 = stablehlo.iota dim = 1 : tensor<2x130xi32>
    %v33 = stablehlo.constant dense<0xFF800000> : tensor<f32>
    %v34 = stablehlo.constant dense<0> : tensor<i32>
    %v35:2 = stablehlo.reduce(%a8 init: %v33), (%v32 init: %v34) across dimensions = [1] : (tensor<2x130xf32>, tensor<2x130xi32>, tensor<f32>, tensor<i32>) -> (tensor<2xf32>, tensor<2xi32>)
     reducer(%x: tensor<f32>, %y: tensor<f32>) (%i: tensor<i32>, %j: tensor<i32>)  {
      %0 = stablehlo.compare GT, %x, %y, FLOAT : (tensor<f32>, tensor<f32>) -> tensor<i1>
      %1 = stablehlo.compare NE, %x, %x, FLOAT : (tensor<f32>, tensor<f32>) -> tensor<i1>
      %2 = stablehlo.or %0, %1 : tensor<i1>
      %3 = stablehlo.compare EQ, %x, %y, FLOAT : (tensor<f32>, tensor<f32>) -> tensor<i1>
      %4 = stablehlo.compare LT, %i, %j, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
      %5 = stablehlo.and %3, %4 : tensor<i1>
      %6 = stablehlo.or %2, %5 : tensor<i1>
      %7 = stablehlo.select %2, %x, %y : tensor<i1>, tensor<f32>
      %8 = stablehlo.select %6, %i, %j : tensor<i1>, tensor<i32>
      stablehlo.return %7, %8 : tensor<f32>, tensor<i32>
    }
    %v36 = stablehlo.iota dim = 0 : tensor<1x6xi32>
    %v37 = stablehlo.constant dense<0xFF800000> : tensor<f32>
    %v38 = stablehlo.constant dense<0> : tensor<i32>
    %v39:2 = stablehlo.reduce(%a9 init: %v37), (%v36 init: %v38) across dimensions = [0] : (tensor<1x6xf32>, tensor<1x6xi32>, tensor<f32>, tensor<i32>) -> (tensor<6xf32>, tensor<6xi32>)
     reducer(%x: tensor<f32>, %y: tensor<f32>) (%i: tensor<i32>, %j: tensor<i32>)  {
      %0 = stablehlo.compare GT, %x, %y, FLOAT : (tensor<f32>, tensor<f32>) -> tensor<i1>
      %1 = stablehlo.compare NE, %x, %x, FLOAT : (tensor<f32>, tensor<f32>) -> tensor<i1>
      %2 = stablehlo.or %0, %1 : tensor<i1>
      %3 = stablehlo.compare EQ, %x, %y, FLOAT : (tensor<f32>, tensor<f32>) -> tensor<i1>
      %4 = stablehlo.compare LT, %i, %j, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
      %5 = stablehlo.and %3, %4 : tensor<i1>
      %6 = stablehlo.or %2, %5 : tensor<i1>
      %7 = stablehlo.select %2, %x, %y : tensor<i1>, tensor<f32>
      %8 = stablehlo.select %6, %i, %j : tensor<i1>, tensor<i32>
      stablehlo.return %7, %8 : tensor<f32>, tensor<i32>
    }
    %v40 = stablehlo.iota dim = 0 : tensor<1x6xi32>
    %v41 = stablehlo.constant dense<0xFF800000> : tensor<f32>
    %v42 = stablehlo.constant dense<0> : tensor<i32>
    %v43:2 = stablehlo.reduce(%a10 init: %v41), (%v40 init: %v42) across dimensions = [0] : (tensor<1x6xf32>, tensor<1x6xi32>, tensor<f32>, tensor<i32>) -> (tensor<6xf32>, tensor<6xi32>)
     reducer(%x: tensor<f32>, %y: tensor<f32>) (%i: tensor<i32>, %j: tensor<i32>)  {
      %0 = stablehlo.compare GT, %x, %y, FLOAT : (tensor<f32>, tensor<f32>) -> tensor<i1>
      %1 = stablehlo.compare NE, %x, %x, FLOAT : (tensor<f32>, tensor<f32>) -> tensor<i1>
      %2 = stablehlo.or %0, %1 : tensor<i1>
      %3 = stablehlo.compare EQ, %x, %y, FLOAT : (tensor<f32>, tensor<f32>) -> tensor<i1>
      %4 = stablehlo.compare LT, %i, %j, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
      %5 = stablehlo.and %3, %4 : tensor<i1>
      %6 = stablehlo.or %2, %5 : tensor<i1>
      %7 = stablehlo.select %2, %x, %y : tensor<i1>, tensor<f32>
      %8 = stablehlo.select %6, %i, %j : tensor<i1>, tensor<i32>
      stablehlo.return %7, %8 : tensor<f32>, tensor<i32>
    }
    %v44 = stablehlo.iota dim = 0 : tensor<9xi32>
    %v45 = stablehlo.constant dense<0xFF800000> : tensor<f32>
    %v46 = stablehlo.constant dense<0> : tensor<i32>
    %v47:2 = stablehlo.reduce(%a11 init: %v45), (%v44 init: %v46) across dimensions = [0] : (tensor<9xf32>, tensor<9xi32>, tensor<f32>, tensor<i32>) -> (tensor<f32>, tensor<i32>)
     reducer(%x: tensor<f32>, %y: tensor<f32>) (%i: tensor<i32>, %j: tensor<i32>)  {
      %0 = stablehlo.compare GT, %x, %y, FLOAT : (tensor<f32>, tensor<f32>) -> tensor<i1>
      %1 = stablehlo.compare NE, %x, %x, FLOAT : (tensor<f32>, tensor<f32>) -> tensor<i1>
      %2 = stablehlo.or %0, %1 : tensor<i1>
      %3 = stablehlo.compare EQ, %x, %y, FLOAT : (tensor<f32>, tensor<f32>) -> tensor<i1>
      %4 = stablehlo.compare LT, %i, %j, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
      %5 = stablehlo.and %3, %4 : tensor<i1>
      %6 = stablehlo.or %2, %5 : tensor<i1>
      %7 = stablehlo.select %2, %x, %y : tensor<i1>, tensor<f32>
      %8 = stablehlo.select %6, %i, %j : tensor<i1>, tensor<i32>
      stablehlo.return %7, %8 : tensor<f32>, tensor<i32>
    }
    %v48 = stablehlo.iota dim = 1 : tensor<7x40xi32>
    %v49 = stablehlo.constant dense<0xFF800000> : tensor<f32>
    %v50 = stablehlo.constant dense<0> : tensor<i32>
    %v51:2 = stablehlo.reduce(%a12 init: %v49), (%v48 init: %v50) across dimensions = [1] : (tensor<7x40xf32>, tensor<7x40xi32>, tensor<f32>, tensor<i32>) -> (tensor<7xf32>, tensor<7xi32>)
     reducer(%x: tensor<f32>, %y: tensor<f32>) (%i: tensor<i32>, %j: tensor<i32>)  {
      %0 = stablehlo.compare GT, %x, %y, FLOAT : (tensor<f32>, tensor<f32>) -> tensor<i1>
      %1 = stablehlo.compare NE, %x, %x, FLOAT : (tensor<f32>, tensor<f32>) -> tensor<i1>
      %2 = stablehlo.or %0, %1 : tensor<i1>
      %3 = stablehlo.compare EQ, %x, %y, FLOAT : (tensor<f32>, tensor<f32>) -> tensor<i1>
      %4 = stablehlo.compare LT, %i, %j, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
      %5 = stablehlo.and %3, %4 : tensor<i1>
      %6 = stablehlo.or %2, %5 : tensor<i1>
      %7 = stablehlo.select %2, %x, %y : tensor<i1>, tensor<f32>
      %8 = stablehlo.select %6, %i, %j : tensor<i1>, tensor<i32>
      stablehlo.return %7, %8 : tensor<f32>, tensor<i32>
    }
    %v52 = stablehlo.iota dim = 1 : tensor<7x12xui32>
    %v53 = stablehlo.constant dense<-2147483648> : tensor<i32>
    %v54 = stablehlo.constant dense<0> : tensor<ui32>
    %v55:2 = stablehlo.reduce(%a13 init: %v53), (%v52 init: %v54) across dimensions = [1] : (tensor<7x12xi32>, tensor<7x12xui32>, tensor<i32>, tensor<ui32>) -> (tensor<7xi32>, tensor<7xui32>)
     reducer(%x: tensor<i32>, %y: tensor<i32>) (%i: tensor<ui32>, %j: tensor<ui32>)  {
      %0 = stablehlo.compare GT, %x, %y, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
      %1 = stablehlo.compare NE, %x, %x, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
      %2 = stablehlo.or %0, %1 : tensor<i1>
      %3 = stablehlo.compare EQ, %x, %y, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
      %4 = stablehlo.compare LT, %i, %j, UNSIGNED : (tensor<ui32>, tensor<ui32>) -> tensor<i1>
      %5 = stablehlo.and %3, %4 : tensor<i1>
      %6 = stablehlo.or %2, %5 : tensor<i1>
      %7 = stablehlo.select %2, %x, %y : tensor<i1>, tensor<i32>
      %8 = stablehlo.select %6, %i, %j : tensor<i1>, tensor<ui32>
      stablehlo.return %7, %8 : tensor<i32>, tensor<ui32>
    }
    %v56 = stablehlo.iota dim = 1 : tensor<7x12xi32>
    %v57 = stablehlo.constant dense<0> : tensor<ui32>
    %v58 = stablehlo.constant dense<0> : tensor<i32>
    %v59:2 = stablehlo.reduce(%a14 init: %v57), (%v56 init: %v58) across dimensions = [1] : (tensor<7x12xui32>, tensor<7x12xi32>, tensor<ui32>, tensor<i32>) -> (tensor<7xui32>, tensor<7xi32>)
     reducer(%x: tensor<ui32>, %y: tensor<ui32>) (%i: tensor<i32>, %j: tensor<i32>)  {
      %0 = stablehlo.compare GT, %x, %y, UNSIGNED : (tensor<ui32>, tensor<ui32>) -> tensor<i1>
      %1 = stablehlo.compare NE, %x, %x, UNSIGNED : (tensor<ui32>, tensor<ui32>) -> tensor<i1>
      %2 = stablehlo.or %0, %1 : tensor<i1>
      %3 = stablehlo.compare EQ, %x, %y, UNSIGNED : (tensor<ui32>, tensor<ui32>) -> tensor<i1>
      %4 = stablehlo.compare LT, %i, %j, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
      %5 = stablehlo.and %3, %4 : tensor<i1>
      %6 = stablehlo.or %2, %5 : tensor<i1>
      %7 = stablehlo.select %2, %x, %y : tensor<i1>, tensor<ui32>
      %8 = stablehlo.select %6, %i, %j : tensor<i1>, tensor<i32>
      stablehlo.return %7, %8 : tensor<ui32>, tensor<i32>
    }
    %v60 = stablehlo.constant dense<0> : tensor<ui8>
    %v61 = stablehlo.reduce(%a15 init: %v60) applies stablehlo.maximum across dimensions = [0] : (tensor<7x6xui8>, tensor<ui8>) -> tensor<6xui8>
    %v62 = stablehlo.constant dense<0> : tensor<ui8>
    %v63 = stablehlo.reduce(%a16 init: %v62) applies stablehlo.maximum across dimensions = [1] : (tensor<7x6xui8>, tensor<ui8>) -> tensor<7xui8>
    %v64 = stablehlo.constant dense<255> : tensor<ui8>
    %v65 = stablehlo.reduce(%a17 init: %v64) applies stablehlo.minimum across dimensions = [0] : (tensor<7x6xui8>, tensor<ui8>) -> tensor<6xui8>
    %v66 = stablehlo.constant dense<255> : tensor<ui8>
    %v67 = stablehlo.reduce(%a18 init: %v66) applies stablehlo.minimum across dimensions = [1] : (tensor<7x6xui8>, tensor<ui8>) -> tensor<7xui8>
    %v68 = stablehlo.constant dense<0> : tensor<ui8>
    %v69 = stablehlo.reduce(%a19 init: %v68) applies stablehlo.add across dimensions = [0] : (tensor<7x6xui8>, tensor<ui8>) -> tensor<6xui8>
    %v70 = stablehlo.constant dense<0> : tensor<ui8>
    %v71 = stablehlo.reduce(%a20 init: %v70) applies stablehlo.add across dimensions = [1] : (tensor<7x6xui8>, tensor<ui8>) -> tensor<7xui8>
    %v72 = stablehlo.constant dense<0> : tensor<ui32>
    %v73 = stablehlo.reduce(%a21 init: %v72) applies stablehlo.maximum across dimensions = [0] : (tensor<7x6xui32>, tensor<ui32>) -> tensor<6xui32>
    %v74 = stablehlo.constant dense<0> : tensor<ui32>
    %v75 = stablehlo.reduce(%a22 init: %v74) applies stablehlo.maximum across dimensions = [1] : (tensor<7x6xui32>, tensor<ui32>) -> tensor<7xui32>
    %v76 = stablehlo.constant dense<4294967295> : tensor<ui32>
    %v77 = stablehlo.reduce(%a23 init: %v76) applies stablehlo.minimum across dimensions = [0] : (tensor<7x6xui32>, tensor<ui32>) -> tensor<6xui32>
    %v78 = stablehlo.constant dense<4294967295> : tensor<ui32>
    %v79 = stablehlo.reduce(%a24 init: %v78) applies stablehlo.minimum across dimensions = [1] : (tensor<7x6xui32>, tensor<ui32>) -> tensor<7xui32>
    %v80 = stablehlo.constant dense<0> : tensor<ui32>
    %v81 = stablehlo.reduce(%a25 init: %v80) applies stablehlo.add across dimensions = [0] : (tensor<7x6xui32>, tensor<ui32>) -> tensor<6xui32>
    %v82 = stablehlo.constant dense<0> : tensor<ui32>
    %v83 = stablehlo.reduce(%a26 init: %v82) applies stablehlo.add across dimensions = [1] : (tensor<7x6xui32>, tensor<ui32>) -> tensor<7xui32>
    %v84 = "stablehlo.map"(%a27, %a28) <{dimensions = array<i64: 0, 1>}> ({
    ^bb0(%p: tensor<f32>, %q: tensor<f32>):
      %c = stablehlo.constant dense<2.0> : tensor<f32>
      %0 = stablehlo.multiply %p, %c : tensor<f32>
      %1 = stablehlo.compare LT, %0, %q : (tensor<f32>, tensor<f32>) -> tensor<i1>
      stablehlo.return %1 : tensor<i1>
    }) : (tensor<7x6xf32>, tensor<7x6xf32>) -> tensor<7x6xi1>
    return %v3#0, %v3#1, %v7#0, %v7#1, %v11#0, %v11#1, %v15#0, %v15#1, %v19#0, %v19#1, %v23#0, %v23#1, %v27#0, %v27#1, %v31#0, %v31#1, %v35#0, %v35#1, %v39#0, %v39#1, %v43#0, %v43#1, %v47#0, %v47#1, %v51#0, %v51#1, %v55#0, %v55#1, %v59#0, %v59#1, %v61, %v63, %v65, %v67, %v69, %v71, %v73, %v75, %v77, %v79, %v81, %v83, %v84 : tensor<7xf32>, tensor<7xi32>, tensor<7xf32>, tensor<7xi32>, tensor<6xf32>, tensor<6xi32>, tensor<6xf32>, tensor<6xi32>, tensor<5x9xf32>, tensor<5x9xi32>, tensor<5x9xf32>, tensor<5x9xi32>, tensor<5x9xf32>, tensor<5x9xi32>, tensor<2xf32>, tensor<2xi32>, tensor<2xf32>, tensor<2xi32>, tensor<6xf32>, tensor<6xi32>, tensor<6xf32>, tensor<6xi32>, tensor<f32>, tensor<i32>, tensor<7xf32>, tensor<7xi32>, tensor<7xi32>, tensor<7xui32>, tensor<7xui32>, tensor<7xi32>, tensor<6xui8>, tensor<7xui8>, tensor<6xui8>, tensor<7xui8>, tensor<6xui8>, tensor<7xui8>, tensor<6xui32>, tensor<7xui32>, tensor<6xui32>, tensor<7xui32>, tensor<6xui32>, tensor<7xui32>, tensor<7x6xi1>
  }
}
